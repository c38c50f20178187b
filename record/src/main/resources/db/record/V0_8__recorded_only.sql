-- What a record does not say stands in no index of its column: hardly any filter asks for it, and what is not written need not be kept.
create or replace procedure filterable(record text, field text) language plpgsql as $$
declare
  versions text := record || '_version';
  may_be_null boolean := (select not attnotnull from pg_attribute where attrelid = versions::regclass and attname = field);
begin
  execute format('create index %I on %I (%I, standing, id)', versions || '_by_' || field, versions, field)
    || case when may_be_null then format(' where %I is not null', field) else '' end;
end $$;

-- Those of the tables that are there already, which hold it, are made anew. All are made before the first of the old ones goes: who
-- reads waits for no index to be made, who writes does.
do $$
declare
  whole record;
begin
  create temporary table replaced on commit drop as
    select i.indexrelid::regclass::text as name, c.relname as versions, f.attname as field
    from pg_index i
    join pg_class c on c.oid = i.indrelid and c.relnamespace = current_schema()::regnamespace
    join pg_attribute f on f.attrelid = i.indrelid and f.attnum = i.indkey[0] and not f.attnotnull
    join pg_attribute s on s.attrelid = i.indrelid and s.attnum = i.indkey[1] and s.attname = 'standing'
    join pg_attribute r on r.attrelid = i.indrelid and r.attnum = i.indkey[2] and r.attname = 'id'
    where i.indnatts = 3 and i.indpred is null;
  for whole in select * from replaced loop
    execute format('create index %I on %I (%I, standing, id) where %I is not null', 'new_' || md5(whole.name), whole.versions,
      whole.field, whole.field);
  end loop;
  for whole in select * from replaced loop
    execute format('drop index %s', whole.name);
    execute format('alter index %I rename to %I', 'new_' || md5(whole.name), whole.versions || '_by_' || whole.field);
  end loop;
end $$;
