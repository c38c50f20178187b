-- Whether an answer is on a record that is withheld: kept, for when that is released, but not given.
alter table idempotency_key add withheld boolean not null default false;
