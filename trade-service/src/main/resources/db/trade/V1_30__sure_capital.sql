-- As before, with the confidence, which every question about capital asks: so these are still read without the tables. A version before
-- this one is served by them too.
create index interest_version_capital_surely on interest_version (holder_country, parent_id)
  include (confidence, standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
create index interest_version_capital_here_surely on interest_version (holder_country, company_country, parent_id)
  include (confidence, standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
create index company_version_capital_surely on company_version (head_country, id)
  include (confidence, standing, valid, known, recorded, withheld) where head_country is not null;
create index company_version_capital_here_surely on company_version (head_country, jurisdiction, id)
  include (confidence, standing, valid, known, recorded, withheld) where head_country is not null;
create index company_version_counted_surely on company_version (jurisdiction, id)
  include (entity_type, status, dissolved_by, confidence, standing, valid, known, recorded, withheld);
drop index interest_version_capital;
drop index interest_version_capital_here;
drop index company_version_capital;
drop index company_version_capital_here;
drop index company_version_counted;
alter index interest_version_capital_surely rename to interest_version_capital;
alter index interest_version_capital_here_surely rename to interest_version_capital_here;
alter index company_version_capital_surely rename to company_version_capital;
alter index company_version_capital_here_surely rename to company_version_capital_here;
alter index company_version_counted_surely rename to company_version_counted;
