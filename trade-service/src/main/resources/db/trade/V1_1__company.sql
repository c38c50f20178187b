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
  -- varchar, not text: equality is not asked of it.
  name_text    varchar not null
);
call two_time('company');

create index company_version_by_name on company_version using gin (name_text gin_trgm_ops);
create index company_version_by_identifier on company_version using gin (identifiers jsonb_path_ops);
