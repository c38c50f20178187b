-- Whoever writes a word that is there adds none, and what it writes nobody else sees before it has committed: a word may be in no text
-- that can be seen and yet in one that is being written. So the words of what is erased wait here, and the keys of sounds among them,
-- until they can be forgotten while nobody writes (org.tamga.events.search.ForgottenWords). Two who erase a word both add it.
create table forgotten_word (word varchar collate "C" not null);
create index forgotten_word_by_word on forgotten_word (word);

create or replace function forget_words() returns trigger language plpgsql as $$
begin
  insert into forgotten_word
    select a.word from (
      select words(search) as word from removed union select unnest(string_to_array(sounds, ' ')) from removed) a
    where not is_said(plainto_tsquery('pg_catalog.simple', a.word));
  return null;
end $$;

create or replace function forget_subject_words() returns trigger language plpgsql as $$
begin
  insert into forgotten_word select distinct a.word from removed, subject_words(subject) as a (word)
    where not is_said(plainto_tsquery('pg_catalog.simple', a.word));
  return null;
end $$;
