-- A lane that could not hear the server admits by itself and tells later. A ticket may also be shown to the lane's camera.
alter table admission drop constraint admission_means_check;
alter table admission add constraint admission_means_check check (means in ('FACE', 'TICKET', 'STEWARD'));
-- when the server heard of an admission that a lane made by itself
alter table admission add column merged_at timestamptz;

drop index admission_unsettled;
create index admission_unsettled on admission (admitted_at)
    where means <> 'STEWARD' and gate_opened_at is null and annulled_at is null;

-- Two lanes let the same ticket in while they could not hear of each other: the second admission, which the index above
-- keeps out of the table of admissions. Nobody undoes it; a steward finds out who came in.
create table admission_conflict (
    nonce        uuid        primary key,
    event_id     uuid        not null references event (id),
    ticket_id    uuid        not null references ticket (id),
    lane_id      uuid        not null references lane (id),
    admitted_at  timestamptz not null,
    merged_at    timestamptz not null,
    -- the admission that was there first
    admission_id uuid        not null references admission (id)
);
create index admission_conflict_by_event on admission_conflict (event_id, merged_at);
create index admission_conflict_by_ticket on admission_conflict (ticket_id);
