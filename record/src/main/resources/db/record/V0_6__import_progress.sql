-- A file that is looked through before its first row is recorded is read twice; progress is of both.
alter table import_job add readings int not null default 1;

-- How many processes ended, without a farewell, while they took it in.
alter table import_job add deaths int not null default 0;
