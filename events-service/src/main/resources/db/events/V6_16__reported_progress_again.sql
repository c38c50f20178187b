-- What was reported is held against the target of now, also where that was changed before it was.
insert into mark (kind, key) select 'progress/6.16', commitment_id::text from commitment_standing
where upper_inf(during) and measured ->> 'method' = 'reported';
