-- As before, with the confidence, which a count of the pair asks for too.
create index partnership_version_by_pair_surely on partnership_version (country_pair, standing)
  include (valid, effective_days, type, copy_of, confidence) where country_pair is not null;
drop index partnership_version_by_pair;
alter index partnership_version_by_pair_surely rename to partnership_version_by_pair;
