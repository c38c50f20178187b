-- Files that are taken in after their senders have gone (org.tamga.record.imports). The file itself lies in the keeper's folder.
create table import_job (
  id          uuid primary key,
  topic       text not null,
  format      text not null,
  file        jsonb not null,
  mode        text not null,
  dry_run     boolean not null,
  subject     text not null,
  traceparent text,
  status      text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  reason      text,
  -- Whose folder has the file, and which process takes it in.
  keeper      uuid not null,
  owner       uuid,
  -- When a process that has the file was last seen.
  seen_at     timestamptz not null default clock_timestamp(),
  attempts    int not null default 0,
  size        bigint not null,
  bytes_read  bigint not null default 0,
  -- How much of what the format finds in the file is dealt with: written with each chunk, so that none is counted twice.
  found       bigint not null default 0,
  accepted    bigint not null default 0,
  unchanged   bigint not null default 0,
  rejected    bigint not null default 0,
  warnings    bigint not null default 0,
  problems    jsonb not null default '[]',
  created_at  timestamptz not null default clock_timestamp(),
  started_at  timestamptz,
  finished_at timestamptz
);
create index import_job_open on import_job (created_at) where status in ('queued', 'running');
