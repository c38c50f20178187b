create table flow_version (
  reporter          text not null,
  partner           text,
  flow              text not null,
  frequency         text,
  period            text not null,
  nomenclature      text,
  hs                text not null,
  value_usd         numeric,
  basis             text,
  quantity          numeric,
  unit              text,
  net_weight_kg     numeric,
  flags             jsonb not null,
  vintage           date,
  partner2          text,
  mode_of_transport text,
  customs_code      text
);
call two_time('flow');

-- The measure, mirrors and revisions ask for one key.
create index flow_version_by_key on flow_version (reporter, partner, flow, period, hs, vintage);
