-- The whole of the first schema. Rules that must never break stand here as constraints, so that no race and no
-- forgotten check can break them.

create table event (
    id              uuid primary key,
    name            text        not null check (length(name) between 1 and 200),
    venue           text        not null check (length(venue) between 1 and 200),
    starts_at       timestamptz not null,
    ends_at         timestamptz not null check (ends_at > starts_at),
    mode            text        not null check (mode in ('PASS', 'SEALED', 'HANDS_FREE')),
    erase_after     timestamptz not null check (erase_after >= ends_at),
    -- the legal basis on record; HANDS_FREE does not exist without it
    jurisdiction       text,
    dpia_reference     text,
    accountable_person text,
    release_text       text,
    gallery_version bigint      not null default 0 check (gallery_version >= 0),
    -- made-up people may lie in this event; see guest.made_up
    rehearsal       boolean     not null default false,
    created_at      timestamptz not null,
    unique (id, rehearsal),
    constraint hands_free_has_a_legal_basis check (
        mode <> 'HANDS_FREE'
        or (jurisdiction is not null and dpia_reference is not null
            and accountable_person is not null and release_text is not null))
);

-- Everything that opens an event's biometric data, wrapped by the installation's master key. Destroying the row
-- destroys the event's templates wherever a copy of them lies.
create table event_key (
    event_id uuid primary key references event (id),
    wrapped  bytea not null
);

create table consent_text (
    event_id   uuid        not null references event (id),
    version    integer     not null check (version >= 1),
    language   text        not null,
    title      text        not null,
    body       text        not null,
    created_at timestamptz not null,
    primary key (event_id, version, language)
);

create table ticket (
    id              uuid primary key,
    event_id        uuid        not null references event (id),
    code            text        not null check (length(code) between 1 and 100),
    holder          text,
    category        text,
    entrance        text,
    valid_from      timestamptz,
    valid_until     timestamptz check (valid_until > valid_from),
    status          text        not null check (status in ('VALID', 'UNPAID', 'BLOCKED', 'CANCELLED')),
    -- an enrolment link carries this number; raising it revokes every link given out before
    link_generation integer     not null default 1,
    unique (event_id, code)
);

create table guest (
    id         uuid primary key,
    event_id   uuid        not null references event (id),
    ticket_id  uuid        not null references ticket (id),
    enrolled_at timestamptz not null,
    erasing_at  timestamptz,
    erased_at   timestamptz check (erased_at is null or erasing_at is not null),
    -- A made-up person was drawn by a rehearsal. The generated column is true for one and null for a real guest, so
    -- that the foreign key lets made-up people lie in rehearsal events only.
    made_up        boolean not null default false,
    rehearsal_only boolean generated always as (nullif(made_up, false)) stored,
    foreign key (event_id, rehearsal_only) references event (id, rehearsal)
);

-- one enrolled guest a ticket; after an erasure the ticket may enrol again
create unique index guest_enrolled_once on guest (ticket_id) where erasing_at is null;
create index guest_by_event on guest (event_id);
create index guest_by_ticket on guest (ticket_id);

create table consent (
    id           uuid primary key,
    guest_id     uuid        not null references guest (id),
    event_id     uuid        not null,
    version      integer     not null,
    language     text        not null,
    given_at     timestamptz not null,
    withdrawn_at timestamptz check (withdrawn_at >= given_at),
    foreign key (event_id, version, language) references consent_text (event_id, version, language)
);
create index consent_by_guest on consent (guest_id);
create index consent_given on consent (event_id) where withdrawn_at is null;

-- A stored template, sealed under the event's key. The only biometric column of the schema.
create table reference (
    id       uuid primary key,
    event_id uuid  not null references event (id),
    guest_id uuid  not null unique references guest (id),
    sealed   bytea not null
);
create index reference_by_event on reference (event_id);

-- What happened to an event's gallery, in order, without gaps. Lanes follow it by number.
create table gallery_change (
    event_id     uuid        not null references event (id),
    version      bigint      not null check (version >= 1),
    kind         text        not null check (kind in ('ENROLLED', 'ERASED')),
    reference_id uuid        not null,
    at           timestamptz not null,
    primary key (event_id, version)
);

create table lane (
    id          uuid primary key,
    event_id    uuid        not null references event (id),
    name        text        not null check (length(name) between 1 and 100),
    entrance    text,
    key_hash    bytea       not null,
    gate_url    text,
    created_at  timestamptz not null,
    revoked_at  timestamptz,
    unique (event_id, name)
);

-- Which gallery each lane holds in memory. The row is committed before the lane looks at its first gallery and goes
-- only when it holds none any more; an erasure waits for all of them. The node is the process in which the lane runs:
-- a lane that moves to another node holds two rows until the first node has let go.
create table lane_gallery (
    lane_id         uuid        not null references lane (id),
    node            text        not null check (length(node) between 1 and 100),
    version         bigint      not null check (version >= 0),
    acknowledged_at timestamptz not null,
    primary key (lane_id, node)
);
create index lane_gallery_by_node on lane_gallery (node);

create table erasure (
    id           uuid primary key,
    event_id     uuid        not null references event (id),
    guest_id     uuid        not null unique references guest (id),
    reason       text        not null check (reason in ('WITHDRAWAL', 'RETENTION', 'EVENT_END')),
    version      bigint      not null,
    requested_at timestamptz not null,
    erased_at    timestamptz
);
create index erasure_open on erasure (event_id, version) where erased_at is null;

create table admission (
    id           uuid primary key,
    event_id     uuid        not null references event (id),
    ticket_id    uuid        not null references ticket (id),
    lane_id      uuid        references lane (id),
    nonce        uuid        not null unique,
    means        text        not null check (means in ('FACE', 'STEWARD')),
    admitted_by  text,
    reason       text,
    admitted_at  timestamptz not null,
    -- from the first usable picture to the decision; null where a steward decided
    milliseconds integer     check (milliseconds >= 0),
    -- the gate is claimed before it is commanded, so that no crash makes it open twice
    gate_claimed_at timestamptz,
    gate_opened_at  timestamptz check (gate_opened_at is null or gate_claimed_at is not null),
    annulled_at  timestamptz
);
-- a ticket is admitted once; this index is what decides between two lanes
create unique index admission_once on admission (ticket_id) where annulled_at is null;
create index admission_by_event on admission (event_id, admitted_at);
create index admission_unsettled on admission (admitted_at)
    where means = 'FACE' and gate_opened_at is null and annulled_at is null;

-- A lane asks a steward to help. Nothing about anybody who is not enrolled is ever written here.
create table referral (
    id          uuid primary key,
    event_id    uuid        not null references event (id),
    lane_id     uuid        not null references lane (id),
    ticket_id   uuid        references ticket (id),
    -- the admission whose gate did not open; it is referred once, whoever notices
    admission_id uuid       unique references admission (id),
    reason      text        not null,
    milliseconds integer    check (milliseconds >= 0),
    at          timestamptz not null,
    resolved_at timestamptz,
    resolved_by text
);
create index referral_open on referral (event_id) where resolved_at is null;
-- a guest who stays is referred once, however often the lane looks again
create unique index referral_open_once on referral (lane_id, reason, ticket_id) nulls not distinct
    where resolved_at is null;
create index referral_by_event on referral (event_id, at);
create index referral_by_resolution on referral (event_id, resolved_at) where resolved_at is not null;

create table staff (
    id            uuid primary key,
    name          text        not null unique check (length(name) between 1 and 100),
    password_hash text        not null,
    role          text        not null check (role in ('ORGANISER', 'STEWARD')),
    created_at    timestamptz not null,
    disabled_at   timestamptz
);

create table audit (
    number  bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    subject text        not null
);
