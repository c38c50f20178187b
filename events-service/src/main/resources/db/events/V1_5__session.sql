-- Times are kept as text with the offset that the source gave. Read with its offset such a text means the same instant
-- everywhere, which PostgreSQL cannot know of a cast.
create function instant(text) returns timestamptz language sql immutable strict parallel safe return $1::timestamptz;

create table session_version (
  code      text,
  title     jsonb not null,
  starts_at text,
  kind      text not null,
  ends_at   text,
  -- Null where one end is not known: such a session clashes with none.
  during    tstzrange generated always as (
    case when starts_at is not null and ends_at is not null then tstzrange(instant(starts_at), instant(ends_at)) end) stored,
  room      text,
  track     text,
  position  integer,
  summary   jsonb,
  description jsonb,
  language  text,
  url       text,
  details   jsonb
);
call two_time('session');
