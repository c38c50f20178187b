-- What search is made with: see org.tamga.events.search.

create extension if not exists pg_trgm;

-- Words beyond this are not searched: a tsvector has at most a megabyte.
create function searched(text) returns text language sql immutable strict parallel safe return left($1, 100000);

-- A text in its languages as it is searched: by its words' stems where PostgreSQL knows the language, by the words as they
-- are in all, and by how its names sound (org.tamga.events.value.Sounds).
create function search_vector(texts jsonb, sounds text) returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('pg_catalog.russian', coalesce(searched(texts ->> 'ru'), '')), 'A')
    || setweight(to_tsvector('pg_catalog.english', coalesce(searched(texts ->> 'en'), '')), 'A')
    || setweight(to_tsvector('pg_catalog.simple', coalesce(
      (select searched(string_agg(value, ' ')) from jsonb_each_text(texts)), '')), 'B')
    || setweight(to_tsvector('pg_catalog.simple', sounds), 'D')
$$;

-- A statement's words with their translations; the words themselves where there are both.
create function with_translations(texts jsonb, translations jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce((select jsonb_object_agg(t ->> 'lang', t ->> 'text') from jsonb_array_elements(translations) t), '{}') || texts
$$;
