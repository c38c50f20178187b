create table chamber_version (
  name         jsonb not null,
  kind         text not null,
  countries    jsonb not null,
  region       text,
  city         text,
  founded_on   text,
  dissolved_on text
);
call two_time('chamber');

create index chamber_version_by_country on chamber_version using gin (countries);
