-- How an event's gallery is split: a lane then searches only those whose ticket lets in at its entrance, or at this hour.
alter table event add column slice_by_entrance boolean not null default false;
alter table event add column slice_by_time boolean not null default false;

-- In which slice a reference lies, as lanes were told last. Nothing else decides what a lane holds.
-- the only entrance whose lanes search it, in lower case; null: every lane does
alter table reference add column slice_entrance text;
-- false: no lane searches it at this hour
alter table reference add column slice_open boolean not null default true;
create index reference_sliced on reference (event_id) where slice_entrance is not null or not slice_open;

-- A reference that comes to lie in another slice is a change like any other: lanes follow it by number.
alter table gallery_change drop constraint gallery_change_kind_check;
alter table gallery_change add constraint gallery_change_kind_check check (kind in ('ENROLLED', 'ERASED', 'MOVED'));
