-- What waits already, by itself: no more than these rows is held meanwhile. What this misses is looked at over and over, as it was before.
update delivery d set next_at = null
from webhook w join (
  select webhook_id, subject, min(position) as position from delivery where status = 'pending' group by webhook_id, subject) head
  on head.webhook_id = w.id
where w.ordered and d.webhook_id = head.webhook_id and d.subject = head.subject and d.status = 'pending'
  and d.position > head.position;
