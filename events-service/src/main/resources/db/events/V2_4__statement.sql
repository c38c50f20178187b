create table statement_version (
  gathering_id      uuid not null,
  session_id        uuid,
  kind              text not null,
  participation_id  uuid,
  speaker_id        uuid,
  collective        jsonb,
  unattributed      boolean,
  said_on           text,
  rendering         text,
  text              jsonb not null,
  original_language text,
  translations      jsonb not null,
  in_reply_to       uuid,
  topics            jsonb not null,
  countries         jsonb not null,
  sounds            varchar not null,
  search            tsvector generated always as (search_vector(with_translations(text, translations), sounds)) stored,
  constraint statement_one_speaker check (num_nonnulls(participation_id, speaker_id, collective, unattributed) = 1)
);
call two_time('statement');

create index statement_version_by_topic on statement_version using gin (topics jsonb_path_ops);
create index statement_version_by_country on statement_version using gin (countries jsonb_path_ops);
create index statement_version_by_words on statement_version using gin (search);
