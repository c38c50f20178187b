create table traffic_right_version (
  pair                 jsonb not null,
  frequencies_per_week integer,
  counting_basis       text,
  traffic              text,
  points               jsonb not null,
  carriers             jsonb not null
);
call two_time('traffic_right');

create index traffic_right_version_by_pair on traffic_right_version using gin (pair jsonb_path_ops);
