create table isced_field_version (
  code   text not null,
  level  text not null,
  parent text,
  label  jsonb not null
);
call two_time('isced_field');
