-- The sources that what may be read has cited, each once, in the order in which they were first cited (org.tamga.record.CitedSources).
create extension if not exists pg_trgm;

create table cited_source (
  id     bigint generated always as identity primary key,
  -- Without the place in it, its words there, and when it was looked up.
  source jsonb not null,
  -- Whatever the database's own locale: the letters of every script, small.
  words  text not null generated always as (lower(coalesce(source ->> 'title', '') || ' ' || coalesce(source ->> 'publisher', '')
    || ' ' || coalesce(source ->> 'publishedOn', '') || ' ' || coalesce(source ->> 'url', '') collate "pg_c_utf8")) stored
);
create unique index cited_source_once on cited_source (md5(source::text));
create index cited_source_by_words on cited_source using gin (words gin_trgm_ops);

-- Whether anything that may be read cites this source.
create function is_cited(source jsonb) returns boolean language plpgsql stable as $$
declare
  versions text;
  found boolean;
begin
  for versions in
    select relname from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and attname = 'standing' and not attisdropped and pg_table_is_visible(pg_class.oid)
  loop
    execute format('select exists (select from %I where sources @> $1 and not withheld)', versions) into found
      using jsonb_build_array(source);
    if found then
      return true;
    end if;
  end loop;
  return false;
end $$;

-- What has been cited before there was this table.
do $$
declare
  all_cited text := (
    select string_agg(format('select cited - ''{locator,quote,retrievedOn}''::text[] as source, lower(recorded) as at
      from %I cross join jsonb_array_elements(sources) as cited where not withheld', relname), ' union all ')
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and attname = 'standing' and not attisdropped and pg_table_is_visible(pg_class.oid));
begin
  execute format('insert into cited_source (source) select source from (%s) every group by source order by min(at)', all_cited);
end $$;
