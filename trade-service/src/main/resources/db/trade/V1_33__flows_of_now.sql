-- With what tells whether a flow holds now and how sure it is, so that how many there are between two countries is counted without rows.
drop index concurrently if exists flow_version_by_key_of_now;
create index concurrently flow_version_by_key_of_now on flow_version (reporter, partner, flow, period, hs, vintage)
  include (confidence, standing, valid);
drop index concurrently if exists flow_version_by_key;
