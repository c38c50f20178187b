-- The words of names, each by itself: whoever has all that are asked for is found by them, without going through the trigrams of each.
create index airport_version_by_word on airport_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '));
create index airline_version_by_word on airline_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '));
