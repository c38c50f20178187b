create extension if not exists pg_trgm;

create table institution_version (
  identifiers      jsonb not null,
  names            jsonb not null,
  country          text,
  city             text,
  kind             text not null,
  established_year integer,
  status           text,
  relations        jsonb not null,
  domains          jsonb not null,
  -- varchar, not text: equality is not asked of it.
  name_text        varchar not null,
  name_words       text[] not null,
  name_key         varchar not null
);
call two_time('institution');

create index institution_version_by_identifier on institution_version using gin (identifiers jsonb_path_ops);
create index institution_version_by_name on institution_version using gin (name_text gin_trgm_ops);
create index institution_version_by_word on institution_version using gin (name_words);
create index institution_version_by_sound on institution_version using gin (name_key gin_trgm_ops);
create index institution_version_by_domain on institution_version using gin (domains);
-- What others say of an institution is a part of each answer about it.
create index institution_version_by_relation on institution_version using gin (relations jsonb_path_ops);
