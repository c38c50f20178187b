-- A delivery that waits for the one before of its record is due at no time: nobody looks at it until that one has ended.
alter table delivery drop constraint delivery_check, add constraint delivery_next_at check (status = 'pending' or next_at is null);
update delivery d set next_at = null
from webhook w join (
  select webhook_id, subject, min(position) as position from delivery where status = 'pending' group by webhook_id, subject) head
  on head.webhook_id = w.id
where w.ordered and d.webhook_id = head.webhook_id and d.subject = head.subject and d.status = 'pending'
  and d.position > head.position;
