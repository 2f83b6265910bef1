-- The key that signs receipts, certificates and the heads of the audit log. The public half is kept for ever; the
-- private half is wrapped by the installation's master key.
create table installation_key (
    public_key bytea       primary key check (length(public_key) = 32),
    wrapped    bytea       not null,
    created_at timestamptz not null
);
