-- Companies with capital from a country in the order of companies as of the past too, whether an interest stands or not, and with all
-- that tells it, so that they are read without the table: else a page gathers and sorts all of the country's. Of those that stood once
-- there are few between.
create index interest_version_capital on interest_version (holder_country, parent_id)
  include (standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
create index interest_version_capital_here on interest_version (holder_country, company_country, parent_id)
  include (standing, valid, known, recorded, withheld, least_share, share_as_of) where is_capital;
create index company_version_capital on company_version (head_country, id)
  include (standing, valid, known, recorded, withheld) where head_country is not null;
create index company_version_capital_here on company_version (head_country, jurisdiction, id)
  include (standing, valid, known, recorded, withheld) where head_country is not null;
-- These serve a version before this one too, in place of its own. They go last: who reads waits for no index to be built.
drop index interest_version_by_capital;
drop index interest_version_by_capital_here;
drop index company_version_by_capital;
drop index company_version_by_capital_here;
