-- A steward has let a ticket in by hand at a lane whose gate only its agent reaches. Written with the admission; the agent
-- is handed it, opens the gate once, and tells what became of it.
create table gate_order (
    admission_id uuid primary key references admission (id),
    -- from when on it may be handed over: not before the ticketing system was asked
    given_at     timestamptz,
    -- whoever has not heard it by then must not open the gate: somebody else may stand there
    until        timestamptz check (until > given_at),
    -- to which agent it was handed first; no other is handed it
    agent_id     uuid        references agent (id),
    handed_at    timestamptz,
    -- nobody has heard it, and nobody will
    lapsed_at    timestamptz,
    -- the agent has told what became of it; whether the gate opened stands at the admission
    answered_at  timestamptz,
    check ((given_at is null) = (until is null)),
    check ((agent_id is null) = (handed_at is null)),
    check (handed_at is null or given_at is not null),
    check (handed_at is null or lapsed_at is null),
    check (answered_at is null or handed_at is not null)
);
create index gate_order_open on gate_order (until) where answered_at is null and lapsed_at is null;
