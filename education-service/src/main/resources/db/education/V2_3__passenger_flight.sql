-- Whether a flight takes passengers, and whether it is only another's second number. What is held already is read anew with it.
alter table flight_schedule
  add service_type text,
  add operated_as text;
update subscription set asked_at = clock_timestamp() where name = 'flight_schedule';
