-- Who does what only one replica needs to do, whether or not there is a broker to relay to: see org.tamga.record.change.LeasedDuty.
create table duty_lease (
  singleton boolean primary key default true check (singleton),
  owner     uuid not null,
  until     timestamptz not null
);
insert into duty_lease (owner, until) values ('00000000-0000-0000-0000-000000000000', '-infinity');
