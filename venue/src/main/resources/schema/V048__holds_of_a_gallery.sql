-- Each hold of a gallery has a row of its own: a lane that is started again while it still runs holds it twice, and what the
-- first lets go of late is not what the second holds. An agent's lane has one hold, of this number.
alter table lane_gallery add column hold uuid not null default '00000000-0000-0000-0000-000000000000';
alter table lane_gallery drop constraint lane_gallery_pkey;
alter table lane_gallery add primary key (lane_id, node, hold);
