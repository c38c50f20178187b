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

-- The countries of the parties, looked up once, when the partnership or one of them is written: a list by country that gathered
-- its institutions, or met its partnerships one by one, was slow for either the common or the rare ones.
alter table partnership_version add party_countries text[];
create index partnership_version_by_country on partnership_version using gin (party_countries);

create function countries_of_parties(parties jsonb) returns text[] language sql stable as $$
  select array(select distinct country from (
    select coalesce(country_of_institution((party ->> 'institutionId')::uuid), party ->> 'country') as country
    from jsonb_array_elements(parties) party) known where country is not null order by 1)
$$;

create function partnership_countries() returns trigger language plpgsql as $$
begin
  new.party_countries := countries_of_parties(new.parties);
  return new;
end $$;
create trigger partnership_countries before insert on partnership_version for each row execute function partnership_countries();

-- An institution that is said to be of another country than before is so as a party too.
create function institution_moved() returns trigger language plpgsql as $$
begin
  update partnership_version set party_countries = countries_of_parties(parties)
  where parties @> jsonb_build_array(jsonb_build_object('institutionId', new.id)) and standing
    and party_countries is distinct from countries_of_parties(parties);
  return null;
end $$;
create trigger institution_moved after insert on institution_version for each row when (new.version > 1)
  execute function institution_moved();
