-- Since when a company is surely dissolved: the last day that its date can mean.
alter table company_version add dissolved_by date;

update company_version set dissolved_by = case
    when last_of ~ '^\d{4}-\d{2}-\d{2}$' then last_of::date
    when last_of ~ '^\d{4}-(0[1-9]|1[0-2])$' then ((last_of || '-01')::date + interval '1 month - 1 day')::date
    when last_of ~ '^\d{4}$' then (last_of || '-12-31')::date end
  from (select row_id as counted, translate(regexp_replace(dissolved_on, '^.*/', ''), '?~%', '') as last_of
    from company_version where dissolved_on is not null) dissolved
  where row_id = counted;

create index company_version_by_dissolved on company_version (dissolved_by) where dissolved_by is not null;

-- As before, with that day, which a count asks of all too.
drop index company_version_counted;
create index company_version_counted on company_version (jurisdiction, id)
  include (entity_type, status, dissolved_by, standing, valid, known, recorded, withheld);
