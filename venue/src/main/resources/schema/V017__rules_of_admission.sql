-- What an event allows: whether guests who have left may come in again, after how long, and how many tickets one guest
-- may bring.
alter table event add column reentry text not null default 'NEVER' check (reentry in ('NEVER', 'AFTER_EXIT'));
alter table event add column reentry_wait_seconds integer not null default 0
    check (reentry_wait_seconds between 0 and 86400);
alter table event add column party_max integer not null default 6 check (party_max between 1 and 20);

-- A ticket's admissions are numbered. Two lanes that see the same guest write the same number, and one of them writes it.
alter table admission add column entry_number integer not null default 1 check (entry_number >= 1);
alter table admission add column left_at timestamptz;
alter table admission add column left_lane_id uuid references lane (id);
alter table admission add column left_nonce uuid unique check (left_nonce is null or left_at is not null);
-- when the gate's sensor saw the guest pass
alter table admission add column passed_at timestamptz;
alter table admission add column annulled_for text check (annulled_for in ('STEWARD', 'NOT_PASSED', 'TICKETING'));
update admission set annulled_for = 'STEWARD' where annulled_at is not null;
alter table admission add constraint annulled_for_a_reason check ((annulled_at is null) = (annulled_for is null));
alter table admission add constraint annulled_never_left check (annulled_at is null or left_at is null);

drop index admission_once;
-- nobody comes in on a ticket while somebody is inside on it; this index is what decides between two lanes
create unique index admission_inside_once on admission (ticket_id) where annulled_at is null and left_at is null;
-- and no entry of a ticket happens twice: an event without re-entry writes number 1 only
create unique index admission_entry_once on admission (ticket_id, entry_number) where annulled_at is null;
create index admission_by_lane on admission (lane_id, admitted_at);
create index admission_not_passed on admission (gate_opened_at)
    where gate_opened_at is not null and passed_at is null and annulled_at is null and left_at is null;

-- How people pass a lane: in or out, whether a sensor tells who passed, and what its gate does while nothing can be decided.
-- A lane without a row lets in, has no sensor and is fail-safe.
create table doorway (
    lane_id         uuid    primary key references lane (id),
    direction       text    not null default 'IN' check (direction in ('IN', 'OUT')),
    -- so long after its gate has opened somebody has passed; null: no sensor tells
    passage_seconds integer check (passage_seconds between 1 and 300),
    -- SHA-256 of the secret by which the sensor is known
    sensor_hash     bytea   check (length(sensor_hash) = 32),
    when_undecided  text    not null default 'FAIL_SAFE' check (when_undecided in ('FAIL_SAFE', 'FAIL_OPEN')),
    check ((passage_seconds is null) = (sensor_hash is null))
);

-- Tickets that come in with a guest's own: whoever holds the lead ticket may let them in, and is asked how many.
create table party_ticket (
    ticket_id      uuid        primary key references ticket (id),
    lead_ticket_id uuid        not null references ticket (id) check (lead_ticket_id <> ticket_id),
    place          integer     not null check (place between 1 and 20),
    added_at       timestamptz not null,
    added_by       text        not null,
    unique (lead_ticket_id, place)
);
