-- Has all that stands announced anew, with its states (org.tamga.record.Repeating): after a recovery from a backup, when topics begin
-- anew. To be called while the service does not run.
create procedure announce_anew() language plpgsql as $$
declare
  head text;
begin
  for head in
    select left(table_name, -length('_version')) from information_schema.tables
    where table_schema = current_schema() and table_name like '%\_version'
  loop
    execute format('insert into mark (kind, key) select ''announcement'', %L || id from %I where not withheld order by id',
      replace(head, '_', '-') || '/', head);
  end loop;
  -- Definitions that are not known to be announced are, and then all readings by them.
  update measure_definition set published = null;
  update measure_reading set published = null;
end $$;
