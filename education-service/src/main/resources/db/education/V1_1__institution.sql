create extension if not exists pg_trgm;

create table institution_version (
  identifiers      jsonb not null,
  names            jsonb not null,
  country          text,
  city             text,
  kind             text not null,
  established_year integer,
  status           text,
  relations        jsonb not null,
  domains          jsonb not null,
  -- varchar, not text: equality is not asked of it.
  name_text        varchar not null,
  name_words       text[] not null,
  name_key         varchar not null
);
call two_time('institution');

-- So many names tell how many have a few letters in them; with fewer the planner guesses.
alter table institution_version alter name_text set statistics 300;

create index institution_version_by_identifier on institution_version using gin (identifiers jsonb_path_ops);
create index institution_version_by_name on institution_version using gin (name_text gin_trgm_ops);
create index institution_version_by_word on institution_version using gin (name_words);
create index institution_version_by_sound on institution_version using gin (name_key gin_trgm_ops);
create index institution_version_by_domain on institution_version using gin (domains);
-- What others say of an institution is a part of each answer about it.
create index institution_version_by_relation on institution_version using gin (relations jsonb_path_ops);

-- All countries an institution was ever recorded with: one, for nearly all.
create function countries_of_institution(institution uuid) returns text[] language sql stable as $$
  select array_agg(distinct country) from institution_version where id = institution
$$;

-- The words of what stands now, to tell who shares the most of them with a name without reading who shares only a common one.
create table institution_word (
  word    text not null,
  id      uuid not null,
  row_id  uuid not null references institution_version on delete cascade,
  valid   daterange not null,
  country text,
  primary key (word, id, row_id) include (valid, country)
);
create index institution_word_by_row on institution_word (row_id);

create function institution_words() returns trigger language plpgsql as $$
begin
  if new.standing then
    insert into institution_word (word, id, row_id, valid, country)
      select distinct word, new.id, new.row_id, new.valid, new.country from unnest(new.name_words) word;
  else
    delete from institution_word where row_id = new.row_id;
  end if;
  return null;
end $$;
create trigger institution_words after insert on institution_version for each row execute function institution_words();
create trigger institution_words_then after update on institution_version for each row
  when (old.standing <> new.standing) execute function institution_words();
