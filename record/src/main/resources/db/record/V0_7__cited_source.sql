-- The sources that have been cited, each once, in the order in which they were noted (org.tamga.record.CitedSources).
create extension if not exists pg_trgm;

create table cited_source (
  id     bigint generated always as identity primary key,
  -- Without the place in it, its words there, and when it was looked up.
  source jsonb not null,
  -- Whatever the database's own locale: the letters of every script, small.
  words  text collate "pg_c_utf8" not null generated always as (lower(coalesce(source ->> 'title', '') || ' ' || coalesce(source ->> 'publisher', '')
    || ' ' || coalesce(source ->> 'publishedOn', '') || ' ' || coalesce(source ->> 'url', '') collate "pg_c_utf8")) stored
);
create unique index cited_source_once on cited_source (md5(source::text));
create index cited_source_by_words on cited_source using gin (words gin_trgm_ops);

-- Whether anything cites this source that may be read, or anything at all. Of a source that nearly all cite, some rows tell; a scan
-- for one that few cite would be long.
create function is_cited(source jsonb, by_withheld boolean) returns boolean language plpgsql stable cost 100000
set enable_seqscan = off as $$
declare
  versions text;
  found boolean;
begin
  for versions in
    select relname from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and attname = 'standing' and not attisdropped and pg_table_is_visible(pg_class.oid)
  loop
    execute format('select exists (select from (select * from %1$I limit 100) few where sources @> $1 and (not withheld or $2))
      or exists (select from %1$I where sources @> $1 and (not withheld or $2))', versions) into found
      using jsonb_build_array(source), by_withheld;
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
      from %I cross join jsonb_array_elements(sources) as cited', relname), ' union all ')
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and attname = 'standing' and not attisdropped and pg_table_is_visible(pg_class.oid));
begin
  execute format('insert into cited_source (source) select source from (%s) every group by source order by min(at)', all_cited);
end $$;
