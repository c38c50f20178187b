-- Why a verdict is what it is is said anew, in the words of now.
insert into mark (kind, key) select 'assessment/6.31', claim_id::text from claim_assessment where automatic is not null;
