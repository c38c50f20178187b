-- What a service reads of others' topics, beside `inbox`: the subscriptions and what they could not take in.

-- One row for each room that reads a topic. Its copy is (re)built from the `.state` topic until it was built for `asked_at`.
create table subscription (
  name          text primary key,
  topic         text not null,
  asked_at      timestamptz not null default clock_timestamp(),
  built_for     timestamptz,
  claimed_until timestamptz not null default '-infinity',
  began_at      timestamptz,
  ended_at      timestamptz,
  restored      bigint not null default 0,
  forgotten     bigint not null default 0,
  failure       text
);

-- Events that could not be taken in, and behind each the later events of its key, which wait for it. In the order of ids.
create table dead_letter (
  id          bigint generated always as identity primary key,
  consumer    text not null,
  topic       text not null,
  key         text not null,
  sequence    bigint,
  -- Where it came from: the topic, or its `.state` companion.
  origin      text not null,
  part        int not null,
  "offset"    bigint not null,
  headers     jsonb not null,
  data        bytea,
  -- Null for an event that only waits behind another.
  error       text,
  at          timestamptz not null default clock_timestamp(),
  unique nulls not distinct (consumer, origin, part, "offset", sequence)
);
create index dead_letter_by_key on dead_letter (consumer, topic, key, id);

-- Makes a table of plain columns a copy of a foreign record: one row for each period that stands there (org.tamga.record.Copies).
-- That its periods do not overlap the record's own service sees to; a constraint for it here would be half of what a copy costs.
create procedure read_copy(record text) language plpgsql as $$
begin
  execute format('alter table %I
    add id uuid not null,
    add parent_id uuid,
    add valid daterange not null,
    add primary key (id, valid)', record);
end $$;
