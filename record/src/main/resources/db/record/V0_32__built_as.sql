-- By which revision of its reader a subscription's copy was built: one that reads more builds it anew. A version that does not note this
-- leaves it as it is.
alter table subscription add built_as int not null default 0;
