-- All countries an institution was ever recorded with, without its rows: each write of a partnership of it asks.
drop index concurrently if exists institution_version_by_country_ever;
create index concurrently institution_version_by_country_ever on institution_version (id, country);
