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

-- All countries in which the parties stand on any day, as it is held now: what a list by country looks at closely, so that neither
-- common nor rare countries are slow. It may name one too many, where a party's days are withdrawn; never one too few.
alter table partnership_version add party_countries text[];
create index partnership_version_by_country on partnership_version using gin (party_countries);

create function partnership_countries() returns trigger language plpgsql as $$
begin
  new.party_countries := array(
    select i.country from jsonb_array_elements(new.parties) party
      join institution_version i on i.id = (party ->> 'institutionId')::uuid and i.standing
    where i.country is not null
    union select party ->> 'country' from jsonb_array_elements(new.parties) party where party ->> 'country' is not null);
  return new;
end $$;
create trigger partnership_countries before insert on partnership_version for each row execute function partnership_countries();

create function institution_moved() returns trigger language plpgsql as $$
begin
  update partnership_version set party_countries = party_countries || new.country
  where parties @> jsonb_build_array(jsonb_build_object('institutionId', new.id)) and standing
    and not party_countries @> array[new.country];
  return null;
end $$;
create trigger institution_moved after insert on institution_version for each row
  when (new.version > 1 and new.country is not null) execute function institution_moved();
