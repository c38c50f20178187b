create table gathering_version (
  title              jsonb not null,
  aims               jsonb,
  topics             jsonb not null,
  classification     text not null,
  format_code        text,
  edition            integer,
  within_id          uuid,
  starts_on          text,
  ends_on            text,
  -- Every day on which it can take place.
  days               daterange,
  zone               text,
  place              jsonb,
  place_country      text generated always as (place ->> 'country') stored,
  attendance_mode    text,
  languages          jsonb not null,
  organisers         jsonb not null,
  invited            jsonb not null,
  status             text,
  outside_references jsonb not null,
  details            jsonb,
  sounds             varchar not null,
  search             tsvector generated always as (
    search_vector(title, sounds) || setweight(search_vector(coalesce(aims, '{}'), ''), 'C')) stored
);
call two_time('gathering');

create index gathering_version_by_days on gathering_version using gist (days);
create index gathering_version_by_invited on gathering_version using gin (invited jsonb_path_ops);
create index gathering_version_by_topic on gathering_version using gin (topics jsonb_path_ops);
create index gathering_version_by_words on gathering_version using gin (search);
