-- Every finding, for ever; one without a verdict says that from then on there is none.
create table assessment (
  number     bigint generated always as identity primary key,
  id         uuid not null unique,
  claim_id   uuid not null,
  method     text not null,
  verdict    text,
  -- False for a run of another day or another knowledge than the claim's own.
  stands     boolean not null,
  at         timestamptz not null,
  assessment jsonb
);
create index assessment_by_claim on assessment (claim_id, number);
create index assessment_by_verdict on assessment (verdict, at);

-- What each claim stands at; the row that is locked before the position of its events is drawn.
create table claim_assessment (
  claim_id          uuid primary key,
  at                timestamptz not null default '-infinity',
  automatic         jsonb,
  automatic_verdict text,
  human             jsonb,
  human_verdict     text
);
create index claim_assessment_by_automatic on claim_assessment (automatic_verdict);
create index claim_assessment_by_human on claim_assessment (human_verdict);

-- Readings look for the claims that are bound to them.
create index claim_version_by_measure on claim_version (measure_code) where standing;
