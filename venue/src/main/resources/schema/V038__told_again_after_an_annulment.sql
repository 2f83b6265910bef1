-- A guest for whom nobody had passed may have passed after all, when the ticketing system was told of the annulment already:
-- then its entry is told again.

-- by which nonce the entry is told; null: by the admission's own
alter table redemption add column entry_nonce uuid unique;
-- the time of the annulment that it is being told of, or was; null: of none
alter table redemption add column annulling_at timestamptz;
update redemption r set annulling_at = a.annulled_at from admission a where a.id = r.admission_id and r.annulled_told_at is not null;
