-- In which role somebody says something at a gathering.
drop index concurrently if exists participation_version_by_person_there;
create index concurrently participation_version_by_person_there on participation_version (parent_id, person_id);
