-- Our copy of events-service's gatherings.
create table gathering (
  title     jsonb not null,
  place     jsonb,
  starts_on text,
  ends_on   text,
  invited   jsonb not null,
  status    text
);
call read_copy('gathering');
