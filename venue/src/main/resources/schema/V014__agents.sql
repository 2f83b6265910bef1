-- An agent: a lane's program in a process of its own beside the camera. It signs every call by a key of which only the
-- public half is here.
create table agent (
    id          uuid        primary key,
    lane_id     uuid        not null references lane (id),
    public_key  bytea       not null unique check (length(public_key) = 32),
    joined_at   timestamptz not null,
    revoked_at  timestamptz,
    -- when it last called; from then on it goes on by itself for a set time at most
    heard_at    timestamptz not null,
    -- what seals the gallery on the agent's disk, wrapped by the master key; null once the agent has let go of it, and
    -- with it goes whatever lies there
    gallery_key bytea,
    -- how far its ledger is taken in
    ledger        uuid,
    ledger_number bigint    not null default 0,
    -- what it said of its lane
    activity     text       not null default 'OFFLINE' check (activity in ('RECOGNISING', 'NOT_RECOGNISING', 'OFFLINE')),
    why          text,
    unrecognised bigint     not null default 0,
    dropped      bigint     not null default 0,
    damaged      bigint     not null default 0,
    -- how far its machine's clock is ahead of the server's
    clock_ahead_ms bigint   not null default 0
);
-- a lane has one agent; a new one revokes the old
create unique index agent_of_lane on agent (lane_id) where revoked_at is null;

-- The last call that was taken in each strand: none is taken twice.
create table agent_call (
    agent_id uuid   not null references agent (id),
    strand   text   not null check (strand in ('SYNC', 'ADMIT')),
    number   bigint not null check (number >= 1),
    primary key (agent_id, strand)
);

-- A code that makes somebody's program the agent of a lane, once and soon.
create table agent_invitation (
    code_hash  bytea       primary key check (length(code_hash) = 32),
    lane_id    uuid        not null references lane (id),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index agent_invitation_by_lane on agent_invitation (lane_id);
