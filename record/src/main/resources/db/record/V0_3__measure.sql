-- Measures as events (org.tamga.record.measure).

-- Readings that a change may have moved. Marks are only ever added by writers, so that no writer waits for another or for the
-- worker, which takes all of a reading's marks together.
create table measure_mark (
  id          bigint generated always as identity primary key,
  code        text not null,
  dimensions  jsonb not null,
  traceparent text
);
create index measure_mark_by_reading on measure_mark (code, dimensions);

-- The readings as they were last published: the row that is locked before a reading's position is drawn.
create table measure_reading (
  code       text not null,
  dimensions jsonb not null,
  published  jsonb,
  at         timestamptz not null default '-infinity',
  -- The next day on which something begins or ends, when a reading is due though nobody writes.
  next_day   date,
  primary key (code, dimensions)
);
create index measure_reading_by_next_day on measure_reading (next_day);

create table measure_definition (
  code      text primary key,
  published jsonb,
  at        timestamptz not null default '-infinity'
);
