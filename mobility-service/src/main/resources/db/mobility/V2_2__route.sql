-- The routes as they were last announced: the row that is locked before a route's position is drawn.
create table route (
  key      text primary key,
  at       timestamptz not null default '-infinity',
  told     jsonb,
  -- What that rested on.
  cited    jsonb,
  -- The next day on which it opens or closes, when that is due though nobody writes.
  next_day date
);
create index route_by_next_day on route (next_day) where next_day is not null;

-- The direct service between two airports.
create index flight_schedule_version_by_ends on flight_schedule_version (from_place, to_place) where standing;
