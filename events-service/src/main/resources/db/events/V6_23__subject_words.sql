-- What a claim is about is searched like its words (claim_version.search), so words of it that one mistypes are found likewise.

create function subject_words(subject text) returns setof varchar language sql immutable strict parallel safe as $$
  select words(setweight(to_tsvector('pg_catalog.simple', subject), 'B'))
$$;

create function keep_subject_words() returns trigger language plpgsql as $$
begin
  insert into word select distinct a.word from added, subject_words(subject) as a (word)
    where not exists (select from word w where w.word = a.word collate "C");
  return null;
end $$;

create trigger claim_subject_words after insert on claim_version referencing new table as added
  for each statement execute function keep_subject_words();

create function forget_subject_words() returns trigger language plpgsql as $$
begin
  delete from word w using (select distinct a.word from removed, subject_words(subject) as a (word)) gone
    where w.word = gone.word collate "C" and not is_said(plainto_tsquery('pg_catalog.simple', gone.word));
  return null;
end $$;

create trigger claim_subject_words_gone after delete on claim_version referencing old table as removed
  for each statement execute function forget_subject_words();
