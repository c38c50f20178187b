-- Of those that are due at some time: what waits for another is in no index of times.
drop index concurrently if exists delivery_due_once;
create index concurrently delivery_due_once on delivery (webhook_id, next_at) where next_at is not null;
drop index concurrently if exists delivery_due;
