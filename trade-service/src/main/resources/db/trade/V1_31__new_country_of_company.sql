-- What others say of a company is looked at again only where it is recorded with one country more than before. What one write records has
-- one version, so that none of it takes the country of the rest for an earlier one.
create or replace function company_moved() returns trigger language plpgsql as $$
declare
  countries text[];
begin
  if exists (select from company_version
      where id = new.id and jurisdiction is not distinct from new.jurisdiction and version < new.version) then
    return null;
  end if;
  countries := countries_of_company(new.id);
  if cardinality(countries) > 1 then
    update company_version set head_country = null, head_countries = countries
    where head_id = new.id and entity_type in ('branch', 'representative-office') and head_countries is distinct from countries;
    update interest_version set holder_country = null,
      holder_countries = case when holder ->> 'country' is null then countries else array[holder ->> 'country'] end
    where holder_company = new.id and holder_countries is distinct from
      case when holder ->> 'country' is null then countries else array[holder ->> 'country'] end;
    -- Of those that it had several countries for already, nothing changes.
    update interest_version set holder_country = null, holder_countries = countries_of_holder(holder)
    where parent_id = new.id and holder_country is not null;
  end if;
  return null;
end $$;
