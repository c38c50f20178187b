-- What a visa regime rests on: a table that names no purposes is no word against an act that leaves out study. What is held already is
-- read anew with it.
alter table visa_regime add legal_basis jsonb;
update subscription set asked_at = clock_timestamp() where name = 'visa_regime';
