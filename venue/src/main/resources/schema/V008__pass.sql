-- A pass in a guest's hand. In a PASS event the server keeps its hash and nothing biometric; in a SEALED event also the
-- template, under a key that comes from a secret in the pass and is nowhere else.
create table pass (
    id         uuid primary key,
    event_id   uuid        not null references event (id),
    guest_id   uuid        not null references guest (id),
    hash       bytea       not null unique check (length(hash) = 32),
    sealed     bytea,
    made_at    timestamptz not null,
    revoked_at timestamptz check (revoked_at >= made_at),
    constraint revoked_holds_nothing check (revoked_at is null or sealed is null)
);
-- a new pass revokes the one before
create unique index pass_stands_once on pass (guest_id) where revoked_at is null;
create index pass_by_event on pass (event_id);

-- By which identifier a lane may name a guest: a reference of the gallery, or a pass that stands.
create view recognisable as
    select id, guest_id from reference
    union all
    select id, guest_id from pass where revoked_at is null;
