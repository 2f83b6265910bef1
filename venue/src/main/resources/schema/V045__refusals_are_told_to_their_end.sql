-- A refused scan is told to the ticketing system until it has answered. Until now a row said that somebody was about to tell it.
-- null: it is being told, or is to be told again
alter table redemption_refusal alter column told_at drop not null;
-- nobody else tells it before
alter table redemption_refusal add column try_again_at timestamptz;
update redemption_refusal set try_again_at = told_at;
alter table redemption_refusal alter column try_again_at set not null;
