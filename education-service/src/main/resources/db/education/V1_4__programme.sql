create table programme_version (
  title                    jsonb not null,
  isced_level              integer,
  isced_f                  text,
  award                    text,
  awarding_institution_ids jsonb not null,
  languages                jsonb not null,
  credits                  numeric,
  months                   integer,
  delivery                 text,
  first_intake             text,
  name_words text[] not null
);
call two_time('programme');

create index programme_version_by_awarding_institution on programme_version using gin (awarding_institution_ids);
create index programme_version_by_word on programme_version using gin (name_words);
