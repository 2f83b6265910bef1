-- What a lane does when it may be shown a picture instead of a person: ask a steward, ask for the ticket, or only note it.
alter table lane
    add column on_suspicion text not null default 'REFER' check (on_suspicion in ('REFER', 'ASK_TICKET', 'NOTE'));
