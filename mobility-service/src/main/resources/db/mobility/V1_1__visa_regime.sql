create table visa_regime_version (
  nationality              text not null,
  destination              text not null,
  document_type            text not null,
  purposes_in              jsonb not null,
  purposes_out             jsonb not null,
  requirement              text not null,
  limits                   jsonb not null,
  registration_within_days integer,
  legal_basis              jsonb,
  status                   text
);
call two_time('visa_regime');

-- The effective rule is asked for a way between two countries, of now and of then.
create index visa_regime_version_by_way on visa_regime_version (destination, nationality, document_type);
