-- The rows of the passport index that said what was recorded of an earlier day: no news, but remembered, because an older file
-- that comes later, and says otherwise in between, does not outlast them.
create table passport_index_file (
  id       uuid primary key,
  citation jsonb not null
);
create table passport_index_repeat (
  id   uuid not null,
  day  date not null,
  word text not null,
  file uuid not null references passport_index_file,
  primary key (id, day)
);
