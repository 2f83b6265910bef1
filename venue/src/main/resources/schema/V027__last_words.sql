-- What an agent that was revoked says that it did before: its key proves nothing any more, so nothing happens by it until an
-- organiser takes it in or leaves it out.
create table agent_last_word (
    agent_id uuid        not null references agent (id),
    ledger   uuid        not null,
    number   bigint      not null,
    -- one line of the ledger, as it was told
    line     text        not null check (length(line) between 2 and 2000),
    told_at  timestamptz not null,
    primary key (agent_id, ledger, number)
);
