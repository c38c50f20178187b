-- Whoever writes a word that is there adds none, and what it writes nobody else sees before it has committed: a word may be in no text
-- that can be seen and yet in one that is being written. So what is erased has its words forgotten as its transaction ends, when whoever
-- was writing has done so. Those wait here, and the keys of sounds among them.
create table forgotten_word (word varchar collate "C" not null);

create or replace function forget_words() returns trigger language plpgsql as $$
begin
  insert into forgotten_word
    select a.word from (
      select words(search) as word from removed union select unnest(string_to_array(sounds, ' ')) from removed) a
    where not is_said(plainto_tsquery('pg_catalog.simple', a.word));
  return null;
end $$;

create function forget_word() returns trigger language plpgsql as $$
begin
  -- Who has written a text holds these until its end, whether it added to them or not.
  lock table sound, word in share row exclusive mode;
  if not is_said(plainto_tsquery('pg_catalog.simple', new.word)) then
    delete from word w where w.word = new.word collate "C";
    delete from sound s where s.key = new.word collate "C";
  end if;
  delete from forgotten_word f where f.word = new.word collate "C";
  return null;
end $$;

create constraint trigger forgotten after insert on forgotten_word deferrable initially deferred
  for each row execute function forget_word();

create or replace function forget_subject_words() returns trigger language plpgsql as $$
begin
  insert into forgotten_word select distinct a.word from removed, subject_words(subject) as a (word)
    where not is_said(plainto_tsquery('pg_catalog.simple', a.word));
  return null;
end $$;
