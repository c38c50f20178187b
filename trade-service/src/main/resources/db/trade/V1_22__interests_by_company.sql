-- interest_version_by_parent_id gives the same rows, and few interests are in one company.
drop index interest_version_by_held;
