create table visitor_arrivals_version (
  origin      text not null,
  destination text not null,
  period      text not null,
  value       bigint not null,
  measure     text not null,
  basis       text not null,
  purpose     text,
  status      text
);
call two_time('visitor_arrivals');

-- The yearly measure asks for a way and a year, of now and of then.
create index visitor_arrivals_version_by_way on visitor_arrivals_version (origin, destination, period);
