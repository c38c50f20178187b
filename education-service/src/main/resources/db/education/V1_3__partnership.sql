create table partnership_version (
  parties          jsonb not null,
  type             text not null,
  signed_on        text,
  in_effect        text,
  conditions       jsonb not null,
  terminated_on    text,
  gathering_id     uuid,
  held_by          uuid,
  copy_of          uuid,
  effective_days   daterange,
  isced_beginnings text[] not null,
  name_words text[] not null
);
call two_time('partnership');

create index partnership_version_by_party on partnership_version using gin (parties jsonb_path_ops);
create index partnership_version_by_effective_day on partnership_version using gist (effective_days);
create index partnership_version_by_isced on partnership_version using gin (isced_beginnings);
create index partnership_version_by_word on partnership_version using gin (name_words);
