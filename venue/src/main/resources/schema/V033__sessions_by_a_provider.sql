-- Until when the identity provider's word counts, where somebody signed in by it; null: they did not.
alter table staff_session add column confirmed_until timestamptz;
