-- What was answered on a record that is withheld, for when that is released. Its `answer` is empty meanwhile, by which every version
-- knows that it is not to be given; one that knows `withheld` alone sets that.
alter table idempotency_key add kept text;
update idempotency_key set kept = answer, answer = '' where withheld and answer <> '';
