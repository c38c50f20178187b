create table student_statistic_version (
  measure        text not null,
  mobility       text not null,
  basis          text not null,
  origin         text,
  host           text,
  level          text,
  institution_id uuid,
  reference_date text,
  academic_year  text,
  relation       text,
  value          bigint not null,
  reporter       text,
  days           daterange not null
);
call two_time('student_statistic');

create index student_statistic_version_by_day on student_statistic_version using gist (days);
