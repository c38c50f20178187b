-- Who is withheld, by whom and why. Not readable over HTTP: the list itself would tell.
create table withheld_person (
  person_id uuid primary key,
  because   text not null,
  by        text not null,
  at        timestamptz not null default clock_timestamp(),
  erased_at timestamptz
);
