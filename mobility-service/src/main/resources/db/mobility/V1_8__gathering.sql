-- Our copy of events-service's gatherings.
create table gathering (
  title     jsonb not null,
  place     jsonb,
  starts_on text,
  ends_on   text,
  zone      text,
  invited   jsonb not null,
  status    text,
  days      daterange
);
call read_copy('gathering');
create index gathering_by_days on gathering using gist (days);
create index gathering_by_invited on gathering using gin (invited jsonb_path_ops);
