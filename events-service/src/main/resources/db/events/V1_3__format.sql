create table format_version (
  code        text not null,
  name        jsonb not null,
  kind        text not null,
  parent_code text,
  members     jsonb not null,
  levels      jsonb not null,
  tracks      jsonb not null,
  name_key varchar not null
);
call two_time('format');

create index format_version_by_member on format_version using gin (members jsonb_path_ops);
create index format_version_by_name on format_version using gin (name_key gin_trgm_ops);
