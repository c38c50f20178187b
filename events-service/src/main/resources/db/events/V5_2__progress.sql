-- What is told of commitments (org.tamga.events.progress). The head row is locked before the position of its events is drawn.
create table commitment_progress (
  commitment_id uuid primary key,
  at            timestamptz not null default '-infinity',
  -- True once it was announced that it lags behind; else the day on which that is due.
  risk_told     boolean not null default false,
  risk_due      date
);
create index commitment_progress_by_risk on commitment_progress (risk_due);

-- Whose records' events count towards a commitment that is bound to them, as long as the records stand.
create table commitment_counted (
  commitment_id uuid not null references commitment_progress,
  topic         text not null,
  key           text not null,
  effect        text not null,
  primary key (commitment_id, topic, key)
);
create index commitment_counted_by_record on commitment_counted (topic, key);

-- Every point and every grade, for ever.
create table commitment_point (
  number        bigint generated always as identity primary key,
  id            uuid not null unique,
  commitment_id uuid not null,
  point         jsonb not null
);
create index commitment_point_by_commitment on commitment_point (commitment_id, number);

create table commitment_grade (
  number        bigint generated always as identity primary key,
  id            uuid not null unique,
  commitment_id uuid not null,
  grade         jsonb not null
);
create index commitment_grade_by_commitment on commitment_grade (commitment_id, number);

-- Where each stood by them, and when.
create table commitment_standing (
  commitment_id uuid not null references commitment_progress,
  during        tstzrange not null,
  measured      jsonb,
  grade         jsonb,
  disagreement  boolean,
  at_risk_from  date,
  constraint commitment_standing_one exclude using gist (commitment_id with =, during with &&)
);
create unique index commitment_standing_now on commitment_standing (commitment_id) where upper_inf(during);
create index commitment_standing_in_disagreement on commitment_standing (commitment_id) where disagreement;
create index commitment_standing_by_risk on commitment_standing (at_risk_from);
