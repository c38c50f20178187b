-- As 2.4, whose marks a replica of the version before could take with what it finds: it knows none of this kind.
insert into mark (kind, key) select 'access-report/2.5', id::text from access_report where report is not null;
