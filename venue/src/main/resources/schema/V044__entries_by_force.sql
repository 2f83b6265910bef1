-- From when on an entry is told to the ticketing system by force, because it does not want the ticket in, its guest is inside, and a
-- steward was asked; null: it is not.
alter table redemption add column forced_at timestamptz;
update redemption r set forced_at = r.entry_told_at from admission a
where a.id = r.admission_id and r.refused_at is not null and r.entry_told_at is not null;
