-- By which a subscription that is sent again is known as the one that was made, and a digest of what was sent with it.
alter table webhook add idempotency_key text, add idempotency_request bytea;
