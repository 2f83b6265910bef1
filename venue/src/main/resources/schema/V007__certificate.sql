-- Which lane let go of which erased guest, and when: what a certificate says.
create table erasure_acknowledgement (
    event_id  uuid        not null references event (id),
    lane_id   uuid        not null references lane (id),
    node      text        not null,
    -- every erasure of the event up to this version was let go of at this instant
    version   bigint      not null,
    how       text        not null check (how in ('ACKNOWLEDGED', 'LEFT')),
    at        timestamptz not null,
    primary key (lane_id, node, version, how)
);
create index erasure_acknowledgement_by_event on erasure_acknowledgement (event_id, version);

alter table event add column keys_destroyed_at timestamptz;

-- When what deletion leaves behind in the database's files was cleared away.
create table scrub (
    at              timestamptz primary key,
    tables_rewritten boolean    not null,
    log_recycled     boolean    not null
);
