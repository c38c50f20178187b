create table quota_version (
  year    integer not null,
  origin  text,
  track   text,
  level   text,
  places  integer,
  reached integer
);
call two_time('quota');
