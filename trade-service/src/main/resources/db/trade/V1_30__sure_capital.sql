-- As those before, with the confidence, which every question about capital asks: so these are still read without the tables. A version
-- before this one is served by them too.
drop index concurrently if exists interest_version_capital_surely;
create index concurrently interest_version_capital_surely on interest_version (holder_country, parent_id)
  include (confidence, standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
drop index concurrently if exists interest_version_capital_here_surely;
create index concurrently interest_version_capital_here_surely on interest_version (holder_country, company_country, parent_id)
  include (confidence, standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
drop index concurrently if exists company_version_capital_surely;
create index concurrently company_version_capital_surely on company_version (head_country, id)
  include (confidence, standing, valid, known, recorded, withheld) where head_country is not null;
drop index concurrently if exists company_version_capital_here_surely;
create index concurrently company_version_capital_here_surely on company_version (head_country, jurisdiction, id)
  include (confidence, standing, valid, known, recorded, withheld) where head_country is not null;
drop index concurrently if exists company_version_counted_surely;
create index concurrently company_version_counted_surely on company_version (jurisdiction, id)
  include (entity_type, status, dissolved_by, confidence, standing, valid, known, recorded, withheld);

drop index concurrently if exists interest_version_capital;
drop index concurrently if exists interest_version_capital_here;
drop index concurrently if exists company_version_capital;
drop index concurrently if exists company_version_capital_here;
drop index concurrently if exists company_version_counted;
