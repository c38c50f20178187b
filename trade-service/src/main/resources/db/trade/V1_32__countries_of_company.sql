-- All countries a company was ever recorded with, without its rows: each write of what it holds, and of what is held in it, asks.
drop index concurrently if exists company_version_by_country_ever;
create index concurrently company_version_by_country_ever on company_version (id, jurisdiction);
