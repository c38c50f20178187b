-- Apart from the migration that adds the column: who reads waits for neither of these.
update company_version set dissolved_by = latest_day(dissolved_on) where dissolved_on is not null;

create index company_version_by_dissolved on company_version (dissolved_by) where dissolved_by is not null;
-- The filter status=unknown asks for those too that have none.
create index company_version_without_status on company_version (standing, id) where status is null;

-- As before, with that day, which a count asks of all too.
create index company_version_counted_by_day on company_version (jurisdiction, id)
  include (entity_type, status, dissolved_by, standing, valid, known, recorded, withheld);
drop index company_version_counted;
alter index company_version_counted_by_day rename to company_version_counted;
