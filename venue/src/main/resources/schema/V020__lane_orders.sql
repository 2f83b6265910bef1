-- What stewards have told a lane: to stand still, or to show a sentence for a while. It outlives the lane's device and
-- the server.
create table lane_order (
    lane_id       uuid primary key references lane (id),
    paused_at     timestamptz,
    paused_by     text check ((paused_by is null) = (paused_at is null)),
    message       text check (length(message) between 1 and 120),
    message_until timestamptz check ((message_until is null) = (message is null))
);
