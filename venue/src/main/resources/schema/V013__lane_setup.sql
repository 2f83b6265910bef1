-- Where a lane's camera is, and where before it somebody must stand. A lane without a row has its screen's own camera, and
-- the middle of the frame.
create table lane_setup (
    lane_id          uuid primary key references lane (id),
    -- the address with its password, sealed by the event's key; null: the camera of the lane's screen
    camera           bytea,
    -- the same address without name and password
    camera_shown     text check (camera_shown <> ''),
    -- the capture zone, in shares of the frame
    zone_left        double precision not null check (zone_left >= 0),
    zone_top         double precision not null check (zone_top >= 0),
    zone_right       double precision not null check (zone_right <= 1),
    zone_bottom      double precision not null check (zone_bottom <= 1),
    -- whose eyes are fewer pixels apart stands further back
    eye_distance_min double precision not null check (eye_distance_min between 20 and 400),
    check ((camera is null) = (camera_shown is null)),
    check (zone_left < zone_right and zone_top < zone_bottom)
);
