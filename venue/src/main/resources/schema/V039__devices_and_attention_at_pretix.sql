-- The life of a lane's device at pretix.

-- which software pretix was told that it runs; null: it was told before this was written down
alter table pretix_device add column software text check (length(software) between 1 and 100);
-- false: pretix does not know its key
alter table pretix_device add column known boolean not null default true;
-- a new key was asked for then, and did not arrive; null: none was
alter table pretix_device add column rolling_since timestamptz;

-- Devices that no lane needs any more, and whether pretix has revoked them. What they did there stays ours. A key that is left
-- when the event's keys are destroyed can be opened by nobody; then the device is revoked by hand.
create table pretix_farewell (
    url          text        not null,
    organizer    text        not null,
    device_id    bigint      not null,
    event_id     uuid        not null references event (id),
    lane_id      uuid        not null references lane (id),
    sealed       bytea,
    -- its key was changed and the new one lost: only somebody in pretix can revoke it
    lost         boolean     not null default false,
    try_again_at timestamptz not null,
    revoked_at   timestamptz,
    primary key (url, organizer, device_id),
    check ((sealed is null) = (revoked_at is not null))
);
create index pretix_farewell_by_event on pretix_farewell (event_id);

-- What the ticketing system says about the ticket, for the steward.
alter table referral add column note text check (length(note) between 1 and 500);
