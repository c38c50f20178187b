-- By which a subscription that is sent again is known as the one that was made.
alter table webhook add idempotency_key text;
