-- Who refers to an organisation that is to be withdrawn is looked for by it.
create index gathering_version_by_organiser on gathering_version using gin (organisers jsonb_path_ops);
create index format_version_by_track on format_version using gin (tracks jsonb_path_ops);
