-- The link by which somebody becomes an organiser, or gets back in: the newest alone counts, once.
create table organiser_link (
    hash       bytea primary key check (length(hash) = 32),
    made_at    timestamptz not null,
    expires_at timestamptz not null check (expires_at > made_at)
);
create unique index organiser_link_stands_alone on organiser_link ((true));
