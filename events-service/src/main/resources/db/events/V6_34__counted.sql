-- How many events count towards a commitment, kept with its head row, which is locked while one comes or goes, whoever writes it.
-- Null of one that was there before, until it is asked for: to count all at once would lock all.
alter table commitment_progress add counted bigint;
alter table commitment_progress alter column counted set default 0;

create function keep_counted() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update commitment_progress set counted = counted + 1 where commitment_id = new.commitment_id;
  else
    update commitment_progress set counted = counted - 1 where commitment_id = old.commitment_id;
  end if;
  return null;
end $$;

create trigger counted_comes after insert on commitment_counted for each row when (new.effect = 'increments')
  execute function keep_counted();
create trigger counted_goes after delete on commitment_counted for each row when (old.effect = 'increments')
  execute function keep_counted();
