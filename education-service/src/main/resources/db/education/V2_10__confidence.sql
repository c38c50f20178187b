-- How sure what we have copied is: nobody gets anywhere by what is only planned or disputed. What is held already is read anew with it.
alter table visa_regime add confidence text;
alter table flight_schedule add confidence text;
alter table flight_frequency add confidence text;
update subscription set asked_at = clock_timestamp() where name in ('visa_regime', 'flight_schedule', 'flight_frequency');
