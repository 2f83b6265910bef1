-- Who of staff is signed in, by the hash of the secret that the browser holds.
create table staff_session (
    hash     bytea primary key check (length(hash) = 32),
    staff_id uuid        not null references staff (id),
    began_at timestamptz not null,
    used_at  timestamptz not null check (used_at >= began_at)
);
create index staff_session_by_staff on staff_session (staff_id);
