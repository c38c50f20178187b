create table scholarship_version (
  name             jsonb not null,
  provider         text,
  provider_country text,
  host             text
);
call two_time('scholarship');
