-- The last day that a date of the Extended Date/Time Format can mean; null where it has none.
create function latest_day(edtf text) returns date language sql immutable as $$
  select case
    when last ~ '^\d{4}-\d{2}-\d{2}$' then last::date
    when last ~ '^\d{4}-(0[1-9]|1[0-2])(-XX)?$' then (left(last, 7) || '-01')::date + interval '1 month - 1 day'
    when last ~ '^[\dX]{4}(-XX|-XX-XX|-2[1-4])?$' then (translate(left(last, 4), 'X', '9') || '-12-31')::date end
  from (select translate(regexp_replace(edtf, '^.*/', ''), '?~%', '') as last) of_days
$$;

-- Since when a company is surely dissolved. Made here, so that it is the same whichever version of the service writes.
alter table company_version add dissolved_by date;
create function dissolved_by() returns trigger language plpgsql as $$
begin
  new.dissolved_by := latest_day(new.dissolved_on);
  return new;
end $$;
create trigger dissolved_by before insert on company_version for each row when (new.dissolved_on is not null)
  execute function dissolved_by();
