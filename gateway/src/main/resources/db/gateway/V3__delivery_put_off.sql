-- A delivery that waits for the one before of its record is due at no time: nobody looks at it until that one has ended. Not valid, so that
-- nothing is read while others wait: what is there has satisfied the stricter one.
alter table delivery drop constraint delivery_check,
  add constraint delivery_next_at check (status = 'pending' or next_at is null) not valid;
