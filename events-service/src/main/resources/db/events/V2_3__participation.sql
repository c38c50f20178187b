create table participation_version (
  person_id       uuid,
  organisation_id uuid,
  session_id      uuid,
  role            text,
  post_id         uuid,
  on_behalf_of_id uuid,
  attribution     text,
  state           text
);
call two_time('participation');

-- What a session's revision counts of participations that have been erased.
create index participation_by_gathering on participation (parent_id);
