-- The reports as they were last announced: the row that is locked before a report's position is drawn.
create table access_report (
  id     uuid primary key,
  at     timestamptz not null default '-infinity',
  report jsonb
);
