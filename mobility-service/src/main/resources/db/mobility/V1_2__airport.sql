create extension if not exists pg_trgm;

create table airport_version (
  codes   jsonb not null,
  name    jsonb not null,
  city    jsonb,
  country text,
  lat     numeric,
  lon     numeric,
  zone    text,
  minimum_connecting_minutes integer,
  name_key varchar not null
);
call two_time('airport');

create index airport_version_by_code on airport_version using gin (codes jsonb_path_ops);
create index airport_version_by_metro on airport_version ((city ->> 'metro'));
create index airport_version_by_unlocode on airport_version ((city ->> 'unlocode'));
create index airport_version_by_name on airport_version using gin (name_key gin_trgm_ops);
create index airport_version_by_whole_name on airport_version using gin (string_to_array(name_key, E'\n'));
