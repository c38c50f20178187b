-- What every service's database has: the change log, the queue to Kafka, the inbox, and `two_time`, which makes a table of
-- plain columns into a two-time record. A room's own migration has its columns and one `call two_time(…)`.

create extension if not exists btree_gist;

-- Positions are drawn while the record's row is locked, so per record their order is the order of commits. No cache: a
-- cached block would hand out low positions late.
create sequence change_position cache 1;

-- Every change, for ever, as it was announced.
create table change_log (
  position    bigint primary key,
  id          uuid not null unique,
  topic       text not null,
  key         text not null,
  type        text not null,
  at          timestamptz not null,
  countries   text[] not null,
  traceparent text,
  data        text not null,
  -- True of what tells of a record that is withheld.
  withheld    boolean not null default false
);
create index change_log_by_key on change_log (topic, key, position);

-- What the broker has not acknowledged yet; columns named as Debezium's outbox router wants them. The limits stay below the
-- broker's message limit (8 MiB), so that no row can be one that cannot be sent.
create table outbox (
  position      bigint primary key,
  id            uuid not null,
  aggregatetype text not null,
  aggregateid   text not null,
  type          text not null,
  payload       text not null,
  at            timestamptz not null,
  countries     text[] not null,
  traceparent   text,
  state         text,
  constraint outbox_sendable check (octet_length(payload) <= 4194304 and octet_length(state) <= 7340032)
);

-- Who relays: one replica, for as long as it renews, on the database's clock.
create table relay_lease (
  singleton boolean primary key default true check (singleton),
  owner     uuid not null,
  until     timestamptz not null
);
insert into relay_lease (owner, until) values ('00000000-0000-0000-0000-000000000000', '-infinity');

-- The last sequence that a consumer took in, per topic and key: what is not above it is a repeat.
create table inbox (
  consumer text not null,
  topic    text not null,
  key      text not null,
  sequence bigint not null,
  event_id text not null,
  at       timestamptz not null default clock_timestamp(),
  primary key (consumer, topic, key)
);

-- First answers of POSTs that came with an Idempotency-Key; kept for 24 hours.
create table idempotency_key (
  subject text not null,
  path    text not null,
  key     text not null,
  request bytea not null,
  record  uuid not null,
  answer  text not null,
  etag    text not null,
  at      timestamptz not null default clock_timestamp(),
  primary key (subject, path, key)
);
create index idempotency_key_by_age on idempotency_key (at);
create index idempotency_key_by_record on idempotency_key (record);

-- Withdrawn statements: this never held, in all or part of the time.
create table retraction (
  kind        text not null,
  id          uuid not null,
  version     int not null,
  valid       daterange not null,
  at          timestamptz not null,
  because     text not null,
  sources     jsonb not null check (jsonb_array_length(sources) > 0),
  recorded_by text not null,
  primary key (kind, id, version)
);

-- What only one record may call its own at a time, such as an identifier; holds what is known now.
create table record_key (
  kind   text not null,
  scheme text not null,
  value  text not null,
  id     uuid not null,
  valid  daterange not null,
  constraint record_key_one_owner exclude using gist (kind with =, scheme with =, value with =, id with <>, valid with &&)
);
create index record_key_by_record on record_key (kind, id);
create index record_key_by_value on record_key (kind, scheme, value);

-- Gives a record's column the index that its equality filter needs: of what stands now in the order of ids, and of the past.
create procedure filterable(record text, field text) language plpgsql as $$
begin
  execute format('create index %I on %I (%I, standing, id)',
    record || '_version_by_' || field, record || '_version', field);
end $$;

-- Makes `<record>_version`, which has a room's own columns, a two-time record with the head table `<record>`; see
-- org.tamga.record.VersionTable. Every plain column can be filtered by, so each gets its index.
create procedure two_time(record text) language plpgsql as $$
declare
  versions text := record || '_version';
  fields text[] := array(
    select attname from pg_attribute
    where attrelid = versions::regclass and attnum > 0 and not attisdropped
      and format_type(atttypid, null) in ('text', 'uuid', 'integer', 'bigint', 'boolean', 'date', 'numeric'));
  field text;
begin
  execute format('create table %I (
    id uuid primary key,
    version int not null,
    written_at timestamptz not null,
    parent_id uuid,
    withheld boolean not null default false)', record);
  execute format('alter table %I
    add row_id uuid primary key,
    add id uuid not null references %I,
    add parent_id uuid,
    add version int not null,
    add valid daterange not null check (not isempty(valid)),
    add known tstzrange not null check (not isempty(known)),
    add recorded tstzrange not null check (not isempty(recorded)),
    add recorded_by text not null,
    add reason text not null,
    add confidence text not null,
    add note text,
    add sources jsonb not null check (jsonb_array_length(sources) > 0),
    add withheld boolean not null default false,
    add constraint %I exclude using gist (id with =, valid with &&, known with &&, recorded with &&)',
    versions, record, versions || '_no_contradiction');
  -- True of what is held now, and may be read.
  execute format('alter table %I
    add standing boolean not null generated always as (upper_inf(known) and upper_inf(recorded) and not withheld) stored', versions);
  -- Reads of now; lists in the order of ids, of now and of then; what was known by then; what was recorded since; sources.
  execute format('create index %I on %I (id) where standing', versions || '_now', versions);
  execute format('create index %I on %I (id, row_id)', versions || '_by_record', versions);
  execute format('create index %I on %I (lower(known))', versions || '_by_known', versions);
  execute format('create index %I on %I (lower(recorded), row_id)', versions || '_by_recorded', versions);
  execute format('create index %I on %I using gin (sources jsonb_path_ops)', versions || '_by_source', versions);
  foreach field in array fields || '{parent_id,confidence}' loop
    call filterable(record, field);
  end loop;
end $$;

-- How complete the record is behind a measure (org.tamga.record.measure).
create table coverage_version (
  measure      text not null,
  dimensions   jsonb not null,
  completeness text not null
);
call two_time('coverage');
