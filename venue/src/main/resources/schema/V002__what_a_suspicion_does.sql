-- What a lane does when it may be shown a picture instead of a person: ask a steward, ask for the ticket, or only note it;
-- and whether its screen asks with light before.
alter table lane
    add column on_suspicion text not null default 'REFER' check (on_suspicion in ('REFER', 'ASK_TICKET', 'NOTE')),
    add column light_on_suspicion boolean not null default false;
