create table hs_code_version (
  edition    text not null,
  code       text not null,
  level      integer,
  parent     text,
  section    text,
  title      jsonb not null,
  title_text varchar not null
);
call two_time('hs_code');
create index hs_code_version_by_title on hs_code_version using gin (title_text gin_trgm_ops);
create index hs_code_version_by_edition_and_code on hs_code_version (edition, code) where standing;

create table isic4_code_version (
  code       text not null,
  level      text not null,
  parent     text,
  title      jsonb not null,
  title_text varchar not null
);
call two_time('isic4_code');
create index isic4_code_version_by_title on isic4_code_version using gin (title_text gin_trgm_ops);
