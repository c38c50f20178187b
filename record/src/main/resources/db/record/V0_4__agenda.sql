-- Days to come on which something of a record begins, ends or falls due (org.tamga.record.Agenda).
create table agenda (
  id     bigint generated always as identity primary key,
  topic  text not null,
  record uuid not null,
  day    date not null,
  unique (topic, record, day)
);
create index agenda_by_day on agenda (day, id);
