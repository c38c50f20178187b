-- As 6.32, of those who speak as an organisation.
drop index concurrently if exists participation_version_by_organisation_there;
create index concurrently participation_version_by_organisation_there on participation_version (parent_id, organisation_id);
