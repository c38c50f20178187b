-- Our copies of what the other services measure.
create table measure_definition_copy (
  code       text primary key,
  domain     text not null,
  definition jsonb not null
);
create index measure_definition_copy_by_domain on measure_definition_copy (domain);

-- Every announcement, for what was known when; the last one is what is known now.
create table measure_reading_copy (
  code        text not null,
  dimensions  jsonb not null,
  recorded_at timestamptz not null,
  key         text not null,
  -- By which event of its service it came; its id is not known of a state.
  sequence    bigint not null,
  event_id    uuid,
  reading     jsonb not null,
  primary key (code, dimensions, recorded_at)
);
create index measure_reading_copy_by_key on measure_reading_copy (key);
