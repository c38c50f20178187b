-- What the activities of a project are part of, as of companies: section, division, group.
alter table project_version add isic_prefixes varchar[] not null default '{}';

update project_version v set isic_prefixes = (
  select coalesce(array_agg(distinct part), '{}') from jsonb_array_elements_text(v.isic) code, lateral (
    select case when length(code) = 1 then code else
      (select section from (values ('01', 'A'), ('05', 'B'), ('10', 'C'), ('35', 'D'), ('36', 'E'), ('41', 'F'), ('45', 'G'), ('49', 'H'), ('55', 'I'),
        ('58', 'J'), ('64', 'K'), ('68', 'L'), ('69', 'M'), ('77', 'N'), ('84', 'O'), ('85', 'P'), ('86', 'Q'), ('90', 'R'), ('94', 'S'), ('97', 'T'),
        ('99', 'U')) sections (first, section) where first <= left(code, 2) order by first desc limit 1) end
    union all select left(code, length) from generate_series(2, length(code)) length) parts (part)
  where part is not null)
where isic <> '[]';

-- Beside that of the codes themselves: an older version that still runs writes none of these.
create index project_version_by_isic_prefix on project_version using gin (isic_prefixes);
