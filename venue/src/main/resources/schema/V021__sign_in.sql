-- What somebody of staff shows beside a password, or instead of one.

-- the secret of an authenticator app (RFC 6238), sealed by the installation's master key
create table staff_code (
    staff_id  uuid primary key references staff (id),
    sealed    bytea       not null,
    -- a code counts once: only those of later steps of 30 s are taken
    last_step bigint      not null,
    set_up_at timestamptz not null
);

-- each opens the account once, when the app is lost
create table staff_recovery_code (
    staff_id uuid  not null references staff (id),
    hash     bytea not null check (length(hash) = 32),
    used_at  timestamptz,
    primary key (staff_id, hash)
);

create table passkey (
    id            uuid primary key,
    staff_id      uuid        not null references staff (id),
    name          text        not null check (length(name) between 1 and 100),
    credential_id bytea       not null unique,
    -- attested credential data as WebAuthn writes it: which key, and its public half
    credential    bytea       not null,
    backed_up     boolean     not null,
    sign_count    bigint      not null check (sign_count >= 0),
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
create index passkey_by_staff on passkey (staff_id);
