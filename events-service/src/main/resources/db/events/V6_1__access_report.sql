-- Our copy of mobility-service's reports on how those who are invited get to a gathering, as they are now.
create table access_report (
  gathering_id uuid primary key,
  report       jsonb not null
);
