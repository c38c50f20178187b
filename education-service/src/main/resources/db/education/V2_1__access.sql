-- Our copies of mobility-service's airports, flights and visa regimes.
create table airport (
  codes   jsonb not null,
  name    jsonb,
  city    jsonb,
  country text,
  lat     numeric,
  lon     numeric
);
call read_copy('airport');
create index airport_by_country on airport (country);

create table flight_schedule (
  airline           text,
  from_place        text,
  to_place          text,
  days_of_operation jsonb not null,
  period            jsonb,
  stage             text
);
call read_copy('flight_schedule');
create index flight_schedule_by_end on flight_schedule (from_place, to_place);

create table flight_frequency (
  from_place text,
  to_place   text,
  value      numeric,
  unit       text,
  stage      text,
  direction  text
);
call read_copy('flight_frequency');
create index flight_frequency_by_end on flight_frequency (from_place, to_place);

create table visa_regime (
  nationality   text,
  destination   text,
  document_type text,
  purposes_in   jsonb not null,
  purposes_out  jsonb not null,
  requirement   text,
  status        text
);
call read_copy('visa_regime');
create index visa_regime_by_pair on visa_regime (nationality, destination);
