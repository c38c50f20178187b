create table published_figure_version (
  reporter   text not null,
  partner    text,
  kind       text not null,
  value      numeric not null,
  relation   text,
  unit       text,
  definition jsonb,
  period     text,
  region     text,
  publisher  text
);
call two_time('published_figure');
