create table recommendation_version (
  gathering_id      uuid not null,
  text              jsonb,
  content_published boolean not null,
  addressees        jsonb not null,
  topics            jsonb not null,
  sounds            varchar not null,
  search            tsvector generated always as (search_vector(coalesce(text, '{}'), sounds)) stored
);
call two_time('recommendation');

create index recommendation_version_by_topic on recommendation_version using gin (topics jsonb_path_ops);
create index recommendation_version_by_addressee on recommendation_version using gin (addressees jsonb_path_ops);
create index recommendation_version_by_words on recommendation_version using gin (search);
