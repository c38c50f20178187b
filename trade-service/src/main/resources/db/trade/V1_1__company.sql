create extension if not exists pg_trgm;

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

create index company_version_by_name on company_version using gin (name_text gin_trgm_ops);
create index company_version_by_sound on company_version using gin (name_key gin_trgm_ops);
create index company_version_by_identifier on company_version using gin (identifiers jsonb_path_ops);
create index company_version_by_isic on company_version using gin (isic_prefixes);

-- Whose capital a branch or representative office is: that of its head's country, looked up once, when either is written.
alter table company_version add head_country text;
-- With all that a page asks of them, so that they are read in the order of ids without the table: else many are gathered and sorted.
create index company_version_by_capital on company_version (head_country, standing, id) include (valid)
  where head_country is not null;
create index company_version_by_capital_here on company_version (head_country, jurisdiction, standing, id) include (valid)
  where head_country is not null;

create function country_of_company(company uuid) returns text language sql stable as $$
  select jurisdiction from company_version where id = company and standing order by upper(valid) desc nulls first limit 1
$$;

create function company_capital() returns trigger language plpgsql as $$
begin
  new.head_country := country_of_company(new.head_id);
  return new;
end $$;
create trigger company_capital before insert on company_version for each row
  when (new.entity_type in ('branch', 'representative-office')) execute function company_capital();
