-- The words of all texts, in small letters. One that somebody typed and that is in no text is asked for as the words most like it.

create extension if not exists fuzzystrmatch;

-- As with sounds, two who write a new word at once both add it.
create table word (word varchar collate "C" not null);
create index word_by_word on word (word);
create index word_by_trigrams on word using gin (word gin_trgm_ops);

-- As they are written (search_vector), not their stems but for a gathering's aims. Another number is not the same misspelt.
create function words(search tsvector) returns setof varchar language sql immutable strict parallel safe as $$
  select lexeme from unnest(search) where weights && '{B,C}' and char_length(lexeme) between 4 and 40 and lexeme !~ '\d'
$$;

-- The triggers that keep the sounds of what is written keep its words as well.
create or replace function keep_sounds() returns trigger language plpgsql as $$
begin
  insert into sound select distinct a.key from added, unnest(string_to_array(sounds, ' ')) as a (key)
    where not exists (select from sound s where s.key = a.key collate "C");
  insert into word select distinct a.word from added, words(search) as a (word)
    where not exists (select from word w where w.word = a.word collate "C");
  return null;
end $$;

insert into word select distinct a.word from (
  select search from gathering_version union all select search from statement_version union all select search from claim_version
  union all select search from recommendation_version union all select search from commitment_version) v, words(v.search) as a (word);

-- What is erased leaves no words behind that no other text has, nor how they sound.
create function is_said(asked tsquery) returns boolean language sql stable as $$
  select exists (select from gathering_version v where v.search @@ asked)
    or exists (select from statement_version v where v.search @@ asked) or exists (select from claim_version v where v.search @@ asked)
    or exists (select from recommendation_version v where v.search @@ asked)
    or exists (select from commitment_version v where v.search @@ asked)
$$;

create function forget_words() returns trigger language plpgsql as $$
begin
  delete from word w using (select distinct a.word from removed, words(search) as a (word)) gone
    where w.word = gone.word collate "C" and not is_said(plainto_tsquery('pg_catalog.simple', gone.word));
  delete from sound s using (select distinct a.key from removed, unnest(string_to_array(sounds, ' ')) as a (key)) gone
    where s.key = gone.key collate "C" and not is_said(plainto_tsquery('pg_catalog.simple', gone.key));
  return null;
end $$;

create trigger statement_words after delete on statement_version referencing old table as removed
  for each statement execute function forget_words();
create trigger claim_words after delete on claim_version referencing old table as removed
  for each statement execute function forget_words();

-- The words that one typed may be a slip for, the likest first; itself where it is one of them. Two letters that changed places
-- are two edits, and leave a short word hardly a trigram that it had: the beginning leads to those.
create function alike(typed text) returns setof varchar language sql stable as $$
  select word from (
    select word from word where word % typed
    union select word from word where char_length(typed) <= 6
      and word >= left(typed, 2) collate "C" and word < left(typed, 2) || chr(1114111) collate "C") w
  where levenshtein_less_equal(word, typed, 2) <= case when char_length(typed) < 5 then 1 else 2 end
  order by levenshtein_less_equal(word, typed, 2), word limit 8
$$;
