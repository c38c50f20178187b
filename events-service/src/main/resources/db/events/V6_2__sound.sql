-- How each name sounds that is written in any text, so that what begins as somebody typed is asked for by whole words. An index of
-- words gathers all that have a beginning before it looks for the other words; whole words it looks for together.

-- Two who write a new name at once both add it: a key that is one alone would have the one wait for the other's end.
create table sound (key varchar collate "C" not null);
create index sound_by_key on sound (key);

create function keep_sounds() returns trigger language plpgsql as $$
begin
  insert into sound select distinct a.key from added, unnest(string_to_array(sounds, ' ')) as a (key)
    where not exists (select from sound s where s.key = a.key collate "C");
  return null;
end $$;

create trigger gathering_sounds after insert on gathering_version referencing new table as added
  for each statement execute function keep_sounds();
create trigger statement_sounds after insert on statement_version referencing new table as added
  for each statement execute function keep_sounds();
create trigger claim_sounds after insert on claim_version referencing new table as added
  for each statement execute function keep_sounds();
create trigger recommendation_sounds after insert on recommendation_version referencing new table as added
  for each statement execute function keep_sounds();
create trigger commitment_sounds after insert on commitment_version referencing new table as added
  for each statement execute function keep_sounds();

insert into sound select distinct unnest(string_to_array(sounds, ' ')) from (
  select sounds from gathering_version union all select sounds from statement_version union all select sounds from claim_version
  union all select sounds from recommendation_version union all select sounds from commitment_version) v;

-- What asks for every sound that begins so; where very many do, for the beginning.
create function sounding(beginning text) returns tsquery language sql stable as $$
  select case count(*) when 0 then to_tsquery('pg_catalog.simple', beginning)
      when 65 then to_tsquery('pg_catalog.simple', beginning || ':*')
      else string_agg(key, ' | ')::tsquery end
    from (select distinct key from sound where key >= beginning collate "C" and key < beginning || chr(1114111) collate "C" limit 65) s
$$;
