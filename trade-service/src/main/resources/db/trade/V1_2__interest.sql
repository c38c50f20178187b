create table interest_version (
  holder        jsonb not null,
  interest_type text not null,
  direct        boolean,
  share         jsonb,
  holder_country text generated always as (holder ->> 'country') stored,
  -- The least that the share can be, in per cent; null where nothing is known of it.
  least_share    numeric generated always as (coalesce((share ->> 'exact')::numeric, (share ->> 'min')::numeric,
    case when share is not null then 0 end)) stored
);
call two_time('interest');

-- Companies with capital from a country: found from the country's interests.
create index interest_version_by_capital on interest_version (holder_country, parent_id, least_share);
