create table post_version (
  organisation_id uuid not null,
  role            text not null,
  label           jsonb
);
call two_time('post');
