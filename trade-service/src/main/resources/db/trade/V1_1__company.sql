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
  seat         jsonb
);
call two_time('company');

create index company_version_by_name on company_version using gin ((names::text) gin_trgm_ops)
  where upper_inf(known) and upper_inf(recorded);
create index company_version_by_identifier on company_version using gin (identifiers jsonb_path_ops)
  where upper_inf(known) and upper_inf(recorded);
