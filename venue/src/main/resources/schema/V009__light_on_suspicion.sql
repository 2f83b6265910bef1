-- Whether a lane's screen asks with light before a suspicion counts.
alter table lane
    add column light_on_suspicion boolean not null default false;
