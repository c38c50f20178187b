create table organisation_version (
  name             jsonb not null,
  other_names      jsonb not null,
  identifiers      jsonb not null,
  classification   text,
  within_id        uuid,
  country          text,
  founding_date    text,
  dissolution_date text,
  description      jsonb,
  image            text,
  contact_details  jsonb not null,
  links            jsonb not null,
  name_key         varchar not null
);
call two_time('organisation');

create index organisation_version_by_name on organisation_version using gin (name_key gin_trgm_ops);
