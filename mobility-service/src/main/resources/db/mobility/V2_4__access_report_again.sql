-- Every report is found again, by what proves a journey and a stay now.
insert into mark (kind, key) select 'access-report', id::text from access_report where report is not null;
