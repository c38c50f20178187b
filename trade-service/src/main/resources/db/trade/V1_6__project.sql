create table project_version (
  name    jsonb,
  parties jsonb not null,
  country text,
  isic    jsonb not null,
  money   jsonb,
  stage   text,
  name_key varchar not null
);
call two_time('project');

create index project_version_by_party on project_version using gin (parties jsonb_path_ops);
create index project_version_by_isic on project_version using gin (isic);
create index project_version_by_name on project_version using gin (name_key gin_trgm_ops);
create index project_version_by_whole_name on project_version using gin (string_to_array(name_key, E'\n'));
