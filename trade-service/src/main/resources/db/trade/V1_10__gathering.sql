-- Our copy of events-service's gatherings.
create table gathering (
  title     jsonb not null,
  starts_on text,
  ends_on   text
);
call read_copy('gathering');
