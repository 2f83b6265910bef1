-- A sensor may call, known by its secret, or be listened to at an address: a topic of an MQTT broker, or a program.
alter table doorway add column sensor_address text check (sensor_address <> '');
-- which server listens: one at a time, so that nobody is counted twice
alter table doorway add column sensor_node text;
-- since when it has been heard without a break
alter table doorway add column sensor_since timestamptz;
-- until when the server that listens keeps the others from it; when this is over nobody hears the sensor
alter table doorway add column sensor_heard_until timestamptz;

alter table doorway drop constraint doorway_check;
alter table doorway add constraint doorway_one_sensor
    check ((passage_seconds is null) = (sensor_hash is null and sensor_address is null)
       and (sensor_hash is null or sensor_address is null));
alter table doorway add constraint doorway_heard
    check ((sensor_since is null) = (sensor_heard_until is null) and (sensor_since is null) = (sensor_node is null)
       and (sensor_since is null or sensor_address is not null));
