create table claim_version (
  statement_id     uuid not null,
  text             jsonb not null,
  kind             text not null,
  subject          text,
  measure          jsonb,
  measure_code     text generated always as (measure ->> 'code') stored,
  dimension_values jsonb generated always as (jsonb_path_query_array(measure, '$.dimensions.*')) stored,
  quantity         jsonb,
  trend            jsonb,
  about_date       text,
  about_date_basis text,
  relations        jsonb not null,
  sounds           varchar not null,
  search           tsvector generated always as (
    search_vector(text, sounds) || to_tsvector('pg_catalog.simple', coalesce(subject, ''))) stored
);
call two_time('claim');

create index claim_version_by_dimension on claim_version using gin (dimension_values jsonb_path_ops);
create index claim_version_by_relation on claim_version using gin (relations jsonb_path_ops);
create index claim_version_by_words on claim_version using gin (search);
