-- What a count asks of all companies of a country, without their rows, of which some six fill a page.
create index company_version_counted on company_version (jurisdiction, id)
  include (entity_type, status, standing, valid, known, recorded, withheld);
