-- The audit log becomes a chain. A flow writes its lines into the inbox, in its own transaction and without a lock; one
-- process at a time moves them behind the last line of the chain, each with a hash that covers all before it.
alter table audit rename to audit_inbox;
alter table audit_inbox rename constraint audit_pkey to audit_inbox_pkey;
alter table audit_inbox add column salt uuid not null unique default gen_random_uuid();

create table audit (
    number  bigint      primary key check (number >= 1),
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    subject text        not null,
    -- random, so that the digest of a line that an export withholds gives nothing away
    salt    uuid        not null unique,
    hash    bytea       not null check (length(hash) = 32)
);
create index audit_by_time on audit (at);

-- The installation's signature under the log as it stood.
create table audit_head (
    number     bigint      primary key references audit (number),
    hash       bytea       not null check (length(hash) = 32),
    signed_at  timestamptz not null,
    public_key bytea       not null references installation_key (public_key),
    signature  bytea       not null check (length(signature) = 64)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- A line leaves the inbox only when it stands in the chain as it was.
create function refuse_loss() returns trigger language plpgsql as $$
begin
    if exists (select from audit a where a.salt = old.salt and a.at = old.at and a.actor = old.actor
               and a.action = old.action and a.subject = old.subject) then
        return old;
    end if;
    raise exception 'a line leaves audit_inbox only into audit' using errcode = 'insufficient_privilege';
end $$;

create trigger only_added_to before update or delete on audit for each row execute function refuse_change();
create trigger never_emptied before truncate on audit for each statement execute function refuse_change();
create trigger only_added_to before update or delete on audit_head for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_head for each statement execute function refuse_change();
create trigger never_changed before update on audit_inbox for each row execute function refuse_change();
create trigger never_lost before delete on audit_inbox for each row execute function refuse_loss();
create trigger never_emptied before truncate on audit_inbox for each statement execute function refuse_change();

-- Somebody who looks after data protection: sees who did what, and changes nothing.
alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('ORGANISER', 'STEWARD', 'OFFICER'));
