create table webhook (
  id            uuid primary key,
  owner         text not null,
  url           text not null,
  wanted        jsonb not null,
  ordered       boolean not null,
  secret        bytea not null,
  former_secret bytea,
  former_until  timestamptz,
  status        text not null default 'active' check (status in ('active', 'disabled')),
  failing_since timestamptz,
  notice        text,
  created_at    timestamptz not null default clock_timestamp()
);
create index webhook_owner on webhook (owner, id);

-- What is delivered, once for all who want it.
create table event (
  id          text primary key,
  body        text not null,
  received_at timestamptz not null default clock_timestamp()
);
create index event_received on event (received_at);

create table delivery (
  id            uuid primary key,
  position      bigint generated always as identity,
  webhook_id    uuid not null references webhook on delete cascade,
  event_id      text not null references event,
  subject       text not null,
  status        text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempt       int not null default 0,
  response_code int,
  problem       text,
  at            timestamptz,
  next_at       timestamptz default clock_timestamp(),
  unique (webhook_id, event_id),
  check ((status = 'pending') = (next_at is not null))
);
create index delivery_log on delivery (webhook_id, position);
create index delivery_event on delivery (event_id);
create index delivery_due on delivery (webhook_id, next_at) where status = 'pending';
create index delivery_order on delivery (webhook_id, subject, position) where status = 'pending';
