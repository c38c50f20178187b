create table flight_frequency_version (
  from_place text not null,
  to_place   text not null,
  value      numeric not null,
  unit       text not null,
  stage      text,
  direction  text
);
call two_time('flight_frequency');
