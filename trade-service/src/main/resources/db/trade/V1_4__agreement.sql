create table agreement_version (
  title          jsonb,
  parties        jsonb not null,
  kind           text not null,
  signed_on      text,
  gathering_id   uuid,
  effective_from text,
  effective_to   text,
  status         text,
  effective_days daterange not null,
  name_key varchar not null
);
call two_time('agreement');

create index agreement_version_by_party on agreement_version using gin (parties jsonb_path_ops);
create index agreement_version_by_name on agreement_version using gin (name_key gin_trgm_ops);
create index agreement_version_by_whole_name on agreement_version using gin (string_to_array(name_key, E'\n'));
