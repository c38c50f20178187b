-- What the capital interests of a country's holders in a company can have come to at the most, on whatever day and as known
-- whenever: each interest with the greatest least share that it was ever recorded with. It only grows, so it is never below what they
-- come to, and companies below a share that is asked for need not be looked at. Those of holders or companies that were recorded with
-- several countries are looked up apart (see holder_countries), whatever stands here.
--
-- One row an interest, which only those write who have locked that interest: nobody waits here for anybody. Beside its own share a
-- row has the sum of all of the company's that its writer saw, so the last writer's is that of all, and the greatest is no less. Of
-- writers at the same time, who do not see each other, at most one is sure of its sum (capital_turn); the rows of the others say that
-- they are not, and their companies are summed when somebody asks.
create table capital_bound (
  holder_country  text not null,
  company         uuid not null,
  interest        uuid not null,
  company_country text,
  upper           double precision not null,
  total           double precision not null,
  is_sure         boolean not null,
  primary key (holder_country, company, interest)
);
create index capital_bound_by_share on capital_bound (holder_country, total) include (company);
create index capital_bound_by_share_here on capital_bound (holder_country, company_country, total) include (company);
create index capital_bound_unsure on capital_bound (holder_country, company) where not is_sure;

-- Whoever holds the turn of a company until its transaction ends is sure to see all that others were sure of. Nobody waits for one.
-- Rows, of which a transaction can lock any number, and so few that companies share them.
create table capital_turn (turn integer primary key);
insert into capital_turn select generate_series(0, 65535);

create function capital_turn(company uuid) returns integer language sql immutable as $$
  select uuid_hash(company) & 65535
$$;

-- Once for all rows of a statement. Turns are taken in a statement of their own: what is summed after it, is what stands since.
create function capital_bound() returns trigger language plpgsql as $$
declare
  turns integer[] := array(select turn from capital_turn where turn = any (array(
    select capital_turn(parent_id) from written where is_capital and holder_country is not null and least_share > 0))
    for update skip locked);
begin
  with most as (
    select id, parent_id, holder_country, min(company_country) as company_country, max(least_share) as most from written
    where is_capital and holder_country is not null and least_share > 0 group by id, parent_id, holder_country),
  grown as (
    select m.*, m.most - coalesce(b.upper, 0) as by from most m
    left join capital_bound b on b.holder_country = m.holder_country and b.company = m.parent_id and b.interest = m.id
    where m.most > coalesce(b.upper, 0)),
  sums as (
    select g.holder_country, g.parent_id, sum(g.by) + (select coalesce(sum(b.upper), 0) from capital_bound b
      where b.holder_country = g.holder_country and b.company = g.parent_id) as total
    from grown g group by g.holder_country, g.parent_id)
  insert into capital_bound (holder_country, company, interest, company_country, upper, total, is_sure)
  select holder_country, parent_id, g.id, g.company_country, g.most, s.total, capital_turn(parent_id) = any (turns)
  from grown g join sums s using (holder_country, parent_id)
  on conflict (holder_country, company, interest) do update
    set upper = excluded.upper, total = excluded.total, is_sure = excluded.is_sure;
  return null;
end $$;
create trigger capital_bound after insert on interest_version referencing new table as written
  for each statement execute function capital_bound();

insert into capital_bound (holder_country, company, interest, company_country, upper, total, is_sure)
select holder_country, parent_id, id, company_country, most, sum(most) over (partition by holder_country, parent_id), true
from (
  select id, parent_id, holder_country, min(company_country) as company_country, max(least_share) as most from interest_version
  where is_capital and holder_country is not null and least_share > 0 group by id, parent_id, holder_country) n;
