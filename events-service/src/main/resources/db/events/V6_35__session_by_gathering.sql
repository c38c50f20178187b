-- Whether anything of a programme has changed is asked of the records' heads.
drop index concurrently if exists session_by_gathering;
create index concurrently session_by_gathering on session (parent_id);
