-- Agents follow what happens to tickets. Each row carries the transaction that changed it last: whoever has seen all
-- transactions before some point asks for those from there on, and misses none that was still under way.
alter table ticket add column changed xid8 not null default pg_current_xact_id();
alter table admission add column changed xid8 not null default pg_current_xact_id();

create function stamp_change() returns trigger language plpgsql as $$
begin
    new.changed := pg_current_xact_id();
    return new;
end $$;
create trigger stamped before update on ticket for each row execute function stamp_change();
create trigger stamped before update on admission for each row execute function stamp_change();

create index ticket_stamped on ticket (event_id, changed);
create index admission_stamped on admission (event_id, changed);
