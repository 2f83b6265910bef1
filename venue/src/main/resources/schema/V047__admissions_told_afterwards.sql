-- The stewards' boards look for what was told since their last look.
create index admission_merged on admission (event_id, merged_at) where merged_at is not null;
