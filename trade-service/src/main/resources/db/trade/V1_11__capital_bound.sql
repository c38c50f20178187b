-- What the capital interests of a country's holders in a company can have come to at the most, on whatever day and as known
-- whenever: each interest with the greatest least share that it was ever recorded with. It only grows, so it is never below what they
-- come to, and companies below a share that is asked for need not be looked at. Those of holders or companies that were recorded with
-- several countries are looked up apart (see holder_countries), whatever stands here.
create table capital_bound (
  holder_country  text not null,
  company         uuid not null,
  company_country text,
  upper           double precision not null,
  primary key (holder_country, company)
);
create index capital_bound_by_share on capital_bound (holder_country, upper) include (company);
create index capital_bound_by_share_here on capital_bound (holder_country, company_country, upper) include (company);

-- Once for all rows of a statement, in the order of the key: two writers who meet in several companies wait for each other in one
-- order as far as a statement goes, and past it a deadlock is tried again like any. What adds nothing locks nothing.
create function capital_bound() returns trigger language plpgsql as $$
begin
  insert into capital_bound (holder_country, company, company_country, upper)
  select n.holder_country, n.parent_id, min(n.company_country), sum(n.most - o.most)
  from (
    select id, parent_id, holder_country, min(company_country) as company_country, max(least_share) as most from written
    where is_capital and holder_country is not null and least_share > 0 group by id, parent_id, holder_country) n,
    lateral (
      select coalesce(max(v.least_share), 0) as most from interest_version v
      where v.id = n.id and v.is_capital and v.holder_country = n.holder_country
        and v.row_id <> all (select w.row_id from written w where w.id = n.id)) o
  where n.most > o.most
  group by n.holder_country, n.parent_id order by n.holder_country, n.parent_id
  on conflict (holder_country, company) do update set upper = capital_bound.upper + excluded.upper;
  return null;
end $$;
create trigger capital_bound after insert on interest_version referencing new table as written
  for each statement execute function capital_bound();

insert into capital_bound (holder_country, company, company_country, upper)
select holder_country, parent_id, min(company_country), sum(most)
from (
  select id, parent_id, holder_country, min(company_country) as company_country, max(least_share) as most from interest_version
  where is_capital and holder_country is not null and least_share > 0 group by id, parent_id, holder_country) n
group by holder_country, parent_id;
