create table post_version (
  organisation_id uuid not null,
  role            text not null,
  label           jsonb,
  name_key varchar not null
);
call two_time('post');
create index post_version_by_name on post_version using gin (name_key gin_trgm_ops);
