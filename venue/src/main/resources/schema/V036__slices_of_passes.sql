-- What only a pass opens lies in slices as references do: an agent is given that of its lane's slice and no other.
-- the only entrance whose agents hold it, in lower case; null: every one does
alter table pass add column slice_entrance text;
-- false: no agent holds it at this hour
alter table pass add column slice_open boolean not null default true;
create index pass_sliced on pass (event_id) where slice_entrance is not null or not slice_open;
