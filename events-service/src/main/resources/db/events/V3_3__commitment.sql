create table commitment_version (
  origin                   jsonb,
  origin_statement_id      uuid generated always as ((origin ->> 'statementId')::uuid) stored,
  origin_recommendation_id uuid generated always as ((origin ->> 'recommendationId')::uuid) stored,
  committers               jsonb not null,
  beneficiaries            jsonb not null,
  text                     jsonb not null,
  kind                     text not null,
  target                   jsonb,
  target_code              text generated always as (target #>> '{measure,code}') stored,
  due_on                   text,
  due_by                   date,
  topics                   jsonb not null,
  predecessor_id           uuid,
  bindings                 jsonb not null,
  status                   text,
  sounds                   varchar not null,
  search                   tsvector generated always as (search_vector(text, sounds)) stored
);
call two_time('commitment');

create index commitment_version_by_topic on commitment_version using gin (topics jsonb_path_ops);
create index commitment_version_by_committer on commitment_version using gin (committers jsonb_path_ops);
create index commitment_version_by_beneficiary on commitment_version using gin (beneficiaries jsonb_path_ops);
create index commitment_version_by_binding on commitment_version using gin (bindings jsonb_path_ops);
create index commitment_version_by_words on commitment_version using gin (search);
