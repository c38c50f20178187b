create table interest_version (
  holder        jsonb not null,
  interest_type text not null,
  direct        boolean,
  share         jsonb
);
call two_time('interest');

-- What questions about capital look up; they are no fields, so equality on them is not offered, and each has the index it needs.
alter table interest_version
  add is_capital boolean not null
    generated always as (interest_type = 'shareholding' and direct is not false) stored,
  add holder_company uuid generated always as ((holder ->> 'companyId')::uuid) stored,
  -- The least that the share can be, in per cent, an open bound a hair above a closed one; null where nothing is known of it.
  add least_share double precision generated always as (coalesce((share ->> 'exact')::double precision,
    (share ->> 'min')::double precision + case when (share ->> 'inclusive')::boolean is false then 1e-8 else 0 end)) stored,
  -- Since when the share is known to be this; before, somebody held an interest of unknown size.
  add share_as_of date,
  -- The holder's own country, else that of the recorded company that it is; and that of the company in which it is held. Where one of
  -- the two companies was ever recorded with several countries, each question looks up what it was on that day, as known then, and
  -- here are all that the holder ever had.
  add holder_country text,
  add company_country text,
  add holder_countries text[];

-- Companies with capital from a country, all and those of one country, in the order of companies, with all that a page of them
-- asks for; a company's owners; what a company owns.
create index interest_version_by_capital on interest_version (holder_country, standing, parent_id)
  include (valid, least_share, share_as_of) where is_capital;
create index interest_version_by_capital_here on interest_version (holder_country, company_country, standing, parent_id)
  include (valid, least_share, share_as_of) where is_capital;
create index interest_version_by_capital_once on interest_version using gin (holder_countries)
  where is_capital and holder_countries is not null;
create index interest_version_by_held on interest_version (parent_id, standing, holder_country) where is_capital;
create index interest_version_by_holder on interest_version (holder_company, standing) where holder_company is not null;

create function countries_of_holder(holder jsonb) returns text[] language sql stable as $$
  select case when holder ->> 'country' is null then countries_of_company((holder ->> 'companyId')::uuid)
    else array[holder ->> 'country'] end
$$;

create function interest_capital() returns trigger language plpgsql as $$
declare
  here text[] := countries_of_company(new.parent_id);
  from_there text[] := countries_of_holder(new.holder);
begin
  new.share_as_of := (new.share ->> 'asOf')::date;
  new.company_country := here[1];
  if cardinality(here) > 1 or cardinality(from_there) > 1 then
    new.holder_countries := from_there;
  else
    new.holder_country := from_there[1];
  end if;
  return new;
end $$;
create trigger interest_capital before insert on interest_version for each row execute function interest_capital();

-- A company that is recorded with one more country than before: from now on each question looks it up, as an owner and as a head too.
-- Rows of the past with the rest, for questions about then.
create function company_moved() returns trigger language plpgsql as $$
declare
  countries text[] := countries_of_company(new.id);
begin
  if cardinality(countries) > 1 then
    update company_version set head_country = null, head_countries = countries
    where head_id = new.id and entity_type in ('branch', 'representative-office') and head_countries is distinct from countries;
    update interest_version set holder_country = null, holder_countries = countries_of_holder(holder)
    where holder_company = new.id and holder_countries is distinct from countries_of_holder(holder);
    update interest_version set holder_country = null, holder_countries = countries_of_holder(holder)
    where parent_id = new.id and holder_countries is distinct from countries_of_holder(holder);
  end if;
  return null;
end $$;
create trigger company_moved after insert on company_version for each row when (new.version > 1) execute function company_moved();
