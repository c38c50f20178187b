create table attendance_figure_version (
  category text not null,
  relation text,
  value    bigint,
  origin   text,
  country  text
);
call two_time('attendance_figure');
