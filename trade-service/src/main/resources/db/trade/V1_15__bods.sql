-- What statements of BODS said of relationships, also those that changed nothing: so that one which comes after a later one, in the
-- same file or another, is put before it. By day, then new before updated before closed, then as they came.
create table bods_relationship (
  id        uuid not null,
  statement uuid not null,
  day       date not null,
  rank      integer not null,
  position  bigint generated always as identity,
  told      jsonb not null,
  primary key (id, statement)
);

-- The parties that statements of BODS named and that a later file may refer to without naming them again: persons and states, and
-- companies that are recorded under another id than the one made of the statement's.
create table bods_party (
  id      uuid primary key,
  day     date not null,
  company uuid,
  name    text,
  kind    text not null,
  country text,
  check ((company is null) <> (name is null))
);
