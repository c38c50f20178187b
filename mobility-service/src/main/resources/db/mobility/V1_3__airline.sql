create table airline_version (
  codes   jsonb not null,
  name    jsonb not null,
  country text,
  name_key varchar not null
);
call two_time('airline');

create index airline_version_by_code on airline_version using gin (codes jsonb_path_ops);
create index airline_version_by_name on airline_version using gin (name_key gin_trgm_ops);
create index airline_version_by_whole_name on airline_version using gin (string_to_array(name_key, E'\n'));
