-- Our copy of events-service's gatherings, as known now: one row for each period.
create table gathering (
  id        uuid not null,
  valid     daterange not null,
  title     jsonb not null,
  country   text,
  starts_on text,
  ends_on   text,
  invited   jsonb not null,
  status    text,
  constraint gathering_one_state exclude using gist (id with =, valid with &&)
);
