-- Of which only the last day is known can have begun on any day before.
update gathering_version set days = daterange(null, upper(days)) where starts_on is null and ends_on is not null;
