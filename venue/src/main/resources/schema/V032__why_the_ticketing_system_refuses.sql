-- Why the ticketing system did not let a ticket in that our rules had let in, as our stewards are told; null: refused before
-- this was written down.
alter table redemption add column refused_for text check (refused_for is null or refused_at is not null);
