-- A winter ends in March of the next year, as the service has it (org.tamga.commons.value.Edtf).
create or replace function latest_day(edtf text) returns date language sql immutable as $$
  select case
    when last ~ '^\d{4}-\d{2}-\d{2}$' then last::date
    when last ~ '^\d{4}-(0[1-9]|1[0-2])(-XX)?$' then (left(last, 7) || '-01')::date + interval '1 month - 1 day'
    when last ~ '^\d{4}-24$' then make_date(left(last, 4)::int + 1, 3, 31)
    when last ~ '^[\dX]{4}(-XX|-XX-XX|-2[1-3])?$' then (translate(left(last, 4), 'X', '9') || '-12-31')::date end
  from (select translate(regexp_replace(edtf, '^.*/', ''), '?~%', '') as last) of_days
$$;

update company_version set dissolved_by = latest_day(dissolved_on) where dissolved_on ~ '(^|/)\d{4}-24[?~%]?$';

-- What was counted by the days before is counted again.
insert into mark (kind, key) select 'measure', key from measure_reading where key like 'trade.companies.%'
  and exists (select from company_version where dissolved_on ~ '(^|/)\d{4}-24[?~%]?$');
