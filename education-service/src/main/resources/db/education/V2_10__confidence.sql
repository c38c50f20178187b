-- How sure what we have copied is: nobody gets anywhere by what is only planned or disputed. What is held already is read anew with it,
-- by the version that reads it (Subscription.revision): one before it would take what is asked for here, and read all without it.
alter table visa_regime add confidence text;
alter table flight_schedule add confidence text;
alter table flight_frequency add confidence text;
