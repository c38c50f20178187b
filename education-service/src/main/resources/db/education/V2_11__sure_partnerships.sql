-- As the one before, with the confidence, which a count of the pair asks for too.
drop index concurrently if exists partnership_version_by_pair_surely;
create index concurrently partnership_version_by_pair_surely on partnership_version (country_pair, standing)
  include (valid, effective_days, type, copy_of, confidence) where country_pair is not null;
drop index concurrently if exists partnership_version_by_pair;
