create table chamber_version (
  name         jsonb not null,
  kind         text not null,
  countries    jsonb not null,
  region       text,
  city         text,
  founded_on   text,
  dissolved_on text,
  name_key varchar not null
);
call two_time('chamber');

create index chamber_version_by_country on chamber_version using gin (countries);
create index chamber_version_by_name on chamber_version using gin (name_key gin_trgm_ops);
create index chamber_version_by_whole_name on chamber_version using gin (string_to_array(name_key, E'\n'));
