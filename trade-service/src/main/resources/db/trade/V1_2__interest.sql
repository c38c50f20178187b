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
  -- The holder's own country, else that of the recorded company that it is.
  add holder_country text,
  -- That of the company in which it is held.
  add company_country text;

-- Companies with capital from a country, all and those of one country, in the order of companies, with all that a page of them
-- asks for; a company's owners; what a company owns.
create index interest_version_by_capital on interest_version (holder_country, standing, parent_id)
  include (valid, least_share, share_as_of) where is_capital;
create index interest_version_by_capital_here on interest_version (holder_country, company_country, standing, parent_id)
  include (valid, least_share, share_as_of) where is_capital;
create index interest_version_by_held on interest_version (parent_id, standing, holder_country) where is_capital;
create index interest_version_by_holder on interest_version (holder_company, standing) where holder_company is not null;

create function interest_capital() returns trigger language plpgsql as $$
begin
  new.share_as_of := (new.share ->> 'asOf')::date;
  new.company_country := country_of_company(new.parent_id);
  new.holder_country := coalesce(new.holder ->> 'country', country_of_company((new.holder ->> 'companyId')::uuid));
  return new;
end $$;
create trigger interest_capital before insert on interest_version for each row execute function interest_capital();

-- A company that is said to be of another country than before is so as an owner and a head too.
create function company_moved() returns trigger language plpgsql as $$
begin
  update company_version set head_country = new.jurisdiction
  where head_id = new.id and standing and entity_type in ('branch', 'representative-office')
    and head_country is distinct from new.jurisdiction;
  update interest_version set holder_country = new.jurisdiction
  where holder_company = new.id and standing and not holder ? 'country' and holder_country is distinct from new.jurisdiction;
  update interest_version set company_country = new.jurisdiction
  where parent_id = new.id and standing and company_country is distinct from new.jurisdiction;
  return null;
end $$;
create trigger company_moved after insert on company_version for each row when (new.version > 1) execute function company_moved();
