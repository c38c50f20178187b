create table count_definition_version (
  code         text not null,
  name         jsonb,
  definition   jsonb,
  entity_types jsonb not null,
  statuses     jsonb not null,
  threshold    text not null,
  holding      text not null
);
call two_time('count_definition');
