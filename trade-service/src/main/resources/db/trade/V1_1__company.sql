create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table company_version (
  names        jsonb not null,
  entity_type  text not null,
  jurisdiction text,
  identifiers  jsonb not null,
  legal_form   text,
  status       text,
  founded_on   text,
  dissolved_on text,
  head_id      uuid,
  isic         jsonb not null,
  seat         jsonb,
  -- varchar, not text: equality is not asked of these.
  name_text    varchar not null,
  name_key     varchar not null,
  isic_prefixes varchar[] not null
);
call two_time('company');

-- With the country, for what is common of one is in no name of another; see NameLookup.
create index company_version_by_name on company_version using gin (name_text gin_trgm_ops, jurisdiction);
create index company_version_by_sound on company_version using gin (name_key gin_trgm_ops, jurisdiction);
create index company_version_by_whole_name on company_version using gin (string_to_array(name_key, E'\n'));
create index company_version_by_identifier on company_version using gin (identifiers jsonb_path_ops);
create index company_version_by_isic on company_version using gin (isic_prefixes);

-- Whose capital a branch or representative office is: that of its head's country, looked up once, when either is written. A head that
-- was ever recorded with several countries is looked up anew by each question, for what it was on that day, as known then; here are
-- all of them (with null where none was recorded).
alter table company_version add head_country text, add head_countries text[];
-- With all that a page asks of them, so that they are read in the order of ids without the table: else many are gathered and sorted.
-- In that order whether they stand or not, for pages of the past too; of those that stood once there are few between.
create index company_version_by_capital on company_version (head_country, id) include (standing, valid)
  where head_country is not null;
create index company_version_by_capital_here on company_version (head_country, jurisdiction, id) include (standing, valid)
  where head_country is not null;
create index company_version_by_capital_once on company_version using gin (head_countries) where head_countries is not null;

-- All countries a company was ever recorded with: one, for nearly all.
create function countries_of_company(company uuid) returns text[] language sql stable as $$
  select array_agg(distinct jurisdiction) from company_version where id = company
$$;

create function company_capital() returns trigger language plpgsql as $$
declare
  countries text[] := countries_of_company(new.head_id);
begin
  if cardinality(countries) > 1 then
    new.head_countries := countries;
  else
    new.head_country := countries[1];
  end if;
  return new;
end $$;
create trigger company_capital before insert on company_version for each row
  when (new.entity_type in ('branch', 'representative-office')) execute function company_capital();
