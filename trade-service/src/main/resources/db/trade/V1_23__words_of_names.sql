-- The words of names, each by itself: whoever has all that are asked for is found by them, without going through the trigrams of each.
create index company_version_by_word on company_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '), jurisdiction);
create index chamber_version_by_word on chamber_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '));
create index agreement_version_by_word on agreement_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '));
create index project_version_by_word on project_version
  using gin (string_to_array(translate(name_key, E'\n', ' '), ' '));
