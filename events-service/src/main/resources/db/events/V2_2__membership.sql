create table membership_version (
  person_id       uuid not null,
  post_id         uuid,
  organisation_id uuid,
  role            text,
  label           jsonb,
  on_behalf_of_id uuid
);
call two_time('membership');
