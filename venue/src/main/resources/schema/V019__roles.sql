-- An account has one role or several, can be locked and opened again, and its sessions can be ended.
alter table staff add column roles text[];
update staff set roles = array[role];
alter table staff alter column roles set not null;
alter table staff add constraint staff_roles_check check (
    cardinality(roles) >= 1 and roles <@ array['ORGANISER', 'STEWARD', 'OFFICER', 'TECHNICIAN']);
alter table staff drop column role;

alter table staff add column locked_at timestamptz;
-- whoever signed in before has to sign in again
alter table staff add column sessions_from timestamptz;
update staff set sessions_from = created_at;
alter table staff alter column sessions_from set not null;
