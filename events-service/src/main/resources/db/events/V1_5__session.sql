-- Times are kept as text with the offset that the source gave. Read with its offset such a text means the same instant
-- everywhere, which PostgreSQL cannot know of a cast.
create function instant(text) returns timestamptz language sql immutable strict parallel safe return $1::timestamptz;

-- When a session is held, as far as that is known: one without an end is there at the moment at which it starts.
create function session_during(starts_at text, ends_at text) returns tstzrange language sql immutable parallel safe
  return case when starts_at is not null then
    tstzrange(instant(starts_at), instant(coalesce(ends_at, starts_at)), case when ends_at is null then '[]' else '[)' end) end;

create table session_version (
  code      text,
  title     jsonb not null,
  starts_at text,
  kind      text not null,
  ends_at   text,
  during    tstzrange generated always as (session_during(starts_at, ends_at)) stored,
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
