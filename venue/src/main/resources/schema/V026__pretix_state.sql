-- How the connection to pretix is, for whoever looks after it.
alter table pretix_connection add column answered_at timestamptz;
-- why it was not read the last time; null: it was
alter table pretix_connection add column failing text check (length(failing) between 1 and 500);
