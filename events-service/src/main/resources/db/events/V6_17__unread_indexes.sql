-- What reads of these another index gives: of measures claim_version_by_measure_code; by its last day alone no commitment is looked for.
drop index claim_version_by_measure;
drop index commitment_version_by_due_by;
