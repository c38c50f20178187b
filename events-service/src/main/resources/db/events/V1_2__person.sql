create table person_version (
  name             jsonb not null,
  other_names      jsonb not null,
  identifiers      jsonb not null,
  family_name      jsonb,
  given_name       jsonb,
  additional_name  jsonb,
  patronymic_name  jsonb,
  honorific_prefix jsonb,
  honorific_suffix jsonb,
  gender           text,
  birth_date       text,
  death_date       text,
  nationality      text,
  summary          jsonb,
  biography        jsonb,
  image            text,
  contact_details  jsonb not null,
  links            jsonb not null,
  details          jsonb,
  name_key         varchar not null
);
call two_time('person');

create index person_version_by_name on person_version using gin (name_key gin_trgm_ops);
