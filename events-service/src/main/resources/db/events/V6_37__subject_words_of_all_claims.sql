-- The words of what was there before V6_23, apart from its triggers: they have locked claims, and this goes through all of them.
insert into word select distinct a.word from claim_version v, subject_words(v.subject) as a (word)
  where not exists (select from word w where w.word = a.word collate "C");
