-- What changes leave to be worked out behind them (org.tamga.record.change.Backlog).
create table mark (
  id          bigint generated always as identity primary key,
  kind        text not null,
  key         text not null,
  traceparent text
);
create index mark_by_kind on mark (kind, id);
create index mark_by_key on mark (kind, key, id);

-- Measures as events (org.tamga.record.measure): the readings as they were last published, by code and dimensions; the row that
-- is locked before a reading's position is drawn.
create table measure_reading (
  key       text primary key,
  published jsonb,
  at        timestamptz not null default '-infinity',
  -- The next day on which something begins or ends, when a reading is due though nobody writes.
  next_day  date,
  -- True once that day has come, until the reading is computed.
  is_due    boolean not null default false
);
create index measure_reading_by_next_day on measure_reading (next_day);

create table measure_definition (
  code      text primary key,
  published jsonb,
  at        timestamptz not null default '-infinity'
);
