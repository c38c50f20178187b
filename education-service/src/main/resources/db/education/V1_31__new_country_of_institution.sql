-- What others say of an institution is looked at again only where it is recorded with one country more than before. What one write records
-- has one version, so that none of it takes the country of the rest for an earlier one.
create or replace function institution_moved() returns trigger language plpgsql as $$
begin
  if not exists (select from institution_version
      where id = new.id and country is not distinct from new.country and version < new.version)
    and cardinality(countries_of_institution(new.id)) > 1 then
    update partnership_version set party_countries = countries_of_parties(parties), countries_vary = true, country_pair = null
    where parties @> jsonb_build_array(jsonb_build_object('institutionId', new.id))
      and (not countries_vary or party_countries <> countries_of_parties(parties));
  end if;
  return null;
end $$;
