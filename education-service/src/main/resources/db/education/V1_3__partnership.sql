create table partnership_version (
  parties          jsonb not null,
  type             text not null,
  signed_on        text,
  in_effect        text,
  conditions       jsonb not null,
  terminated_on    text,
  gathering_id     uuid,
  held_by          uuid,
  copy_of          uuid,
  effective_days   daterange,
  isced_beginnings text[] not null,
  name_words text[] not null
);
call two_time('partnership');

create index partnership_version_by_party on partnership_version using gin (parties jsonb_path_ops);
create index partnership_version_by_effective_day on partnership_version using gist (effective_days);
create index partnership_version_by_isced on partnership_version using gin (isced_beginnings);
create index partnership_version_by_word on partnership_version using gin (name_words);

-- The countries of the parties. Where a party was ever recorded with several, they are all that it ever had, and each question looks
-- up what it was on that day, as known then. Of two countries, together with all that a count of the pair asks for.
alter table partnership_version
  add party_countries text[],
  add countries_vary boolean,
  add country_pair text;
create index partnership_version_by_country on partnership_version using gin (party_countries);
create index partnership_version_by_countries on partnership_version using gin (party_countries) where country_pair is null;
-- What a list is found by, in its order: countries ever had by the parties, and fields and groups of fields of the conditions; with
-- the times in which a list narrows it, so that what is out of question is passed over within the index.
create table partnership_term (
  term           text not null,
  id             uuid not null,
  row_id         uuid not null,
  valid          daterange not null,
  known_from     timestamptz not null,
  effective_days daterange,
  primary key (term, id, row_id) include (valid, known_from, effective_days)
);

create function partnership_terms() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from partnership_term
      where term = any (old.party_countries || old.isced_beginnings) and id = old.id and row_id = old.row_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into partnership_term
      select term, new.id, new.row_id, new.valid, lower(new.known), new.effective_days
      from unnest(new.party_countries || new.isced_beginnings) term;
  end if;
  return null;
end $$;
create trigger partnership_terms after insert or delete on partnership_version for each row execute function partnership_terms();
create trigger partnership_terms_then after update on partnership_version for each row
  when (old.party_countries <> new.party_countries) execute function partnership_terms();

create index partnership_version_by_pair on partnership_version (country_pair, standing) include (valid, effective_days, type, copy_of)
  where country_pair is not null;

create function countries_of_parties(parties jsonb) returns text[] language sql stable as $$
  select array(
    select distinct country
    from jsonb_array_elements(parties) party, countries_of_institution((party ->> 'institutionId')::uuid) recorded,
      unnest(case when array_position(recorded, null) is null and recorded is not null then recorded
        else recorded || (party ->> 'country') end) country
    where country is not null order by country)
$$;

create function partnership_countries() returns trigger language plpgsql as $$
begin
  new.party_countries := countries_of_parties(new.parties);
  new.countries_vary := exists (
    select from jsonb_array_elements(new.parties) party
    where cardinality(countries_of_institution((party ->> 'institutionId')::uuid)) > 1);
  if not new.countries_vary and cardinality(new.party_countries) = 2 then
    new.country_pair := array_to_string(new.party_countries, '-');
  end if;
  return new;
end $$;
create trigger partnership_countries before insert on partnership_version for each row execute function partnership_countries();

-- An institution that is recorded with one more country than before; rows of the past with the rest, for questions about then.
create function institution_moved() returns trigger language plpgsql as $$
begin
  if cardinality(countries_of_institution(new.id)) > 1 then
    update partnership_version set party_countries = countries_of_parties(parties), countries_vary = true, country_pair = null
    where parties @> jsonb_build_array(jsonb_build_object('institutionId', new.id))
      and (not countries_vary or party_countries <> countries_of_parties(parties));
  end if;
  return null;
end $$;
create trigger institution_moved after insert on institution_version for each row when (new.version > 1)
  execute function institution_moved();
