-- Where an event's tickets come from, if it is not the ticket file alone: a pretix server that is asked before a gate opens
-- and told of whatever happened while it could not be asked.
create table pretix_connection (
    event_id     uuid        primary key references event (id),
    url          text        not null check (length(url) between 8 and 500),
    organizer    text        not null check (length(organizer) between 1 and 100),
    slug         text        not null check (length(slug) between 1 and 100),
    list_id      bigint      not null check (list_id > 0),
    -- what was made there before this instant is known here
    polled_until timestamptz not null
);

-- One pretix device a lane, with its own token, sealed under the event's key: it ends with the event.
create table pretix_device (
    lane_id    uuid   primary key references lane (id),
    event_id   uuid   not null references pretix_connection (event_id) on delete cascade,
    device_id  bigint not null,
    sealed     bytea  not null
);
create index pretix_device_by_event on pretix_device (event_id);

-- What the ticketing system knows of an admission. No row: it was not told anything yet.
create table redemption (
    admission_id    uuid        primary key references admission (id),
    entry_told_at   timestamptz,
    refused_at      timestamptz,
    exit_told_at    timestamptz,
    annulled_told_at timestamptz,
    try_again_at    timestamptz not null
);

-- Which refusals it was told of.
create table redemption_refusal (
    referral_id uuid        primary key references referral (id),
    told_at     timestamptz not null
);

-- null: at a door of the ticketing system
alter table admission_conflict alter column lane_id drop not null;

-- A ticket may be admitted at a lane of the ticketing system, too.
alter table admission drop constraint admission_means_check;
alter table admission add constraint admission_means_check check (means in ('FACE', 'TICKET', 'STEWARD', 'ELSEWHERE'));
drop index admission_unsettled;
create index admission_unsettled on admission (admitted_at)
    where means in ('FACE', 'TICKET') and gate_opened_at is null and annulled_at is null;
create index admission_changed on admission (event_id) where annulled_at is not null or left_at is not null;
