create table presence_version (
  home_ids        jsonb not null,
  home_country    text,
  host_country    text not null,
  host_city       text,
  host_partner_id uuid,
  kind            text not null,
  criteria        jsonb,
  milestones      jsonb not null,
  capacity        integer,
  intakes         jsonb not null,
  open_days       datemultirange not null,
  name_words text[] not null
);
call two_time('presence');

create index presence_version_by_home on presence_version using gin (home_ids);
create index presence_version_by_open_day on presence_version using gist (open_days);
create index presence_version_by_word on presence_version using gin (name_words);
