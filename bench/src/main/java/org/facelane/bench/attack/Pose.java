package org.facelane.bench.attack;

/// Where something stands before the camera, and how it is turned: first about the vertical (yaw), then about the
/// horizontal (pitch), then in the plane of the image (roll). Right, down and away from the camera, in millimetres.
///
/// @param yaw radians
/// @param pitch radians
/// @param roll radians
record Pose(double x, double y, double z, double yaw, double pitch, double roll) {
    /// The same place, turned by a share of the angles.
    Pose share(double part) {
        return new Pose(x, y, z, part * yaw, part * pitch, part * roll);
    }

    /// The rows of the turning, three by three.
    double[] rotation() {
        double cy = Math.cos(yaw);
        double sy = Math.sin(yaw);
        double cp = Math.cos(pitch);
        double sp = Math.sin(pitch);
        double cr = Math.cos(roll);
        double sr = Math.sin(roll);
        return new double[] {
            cr * cy + sr * sp * sy,
            -sr * cp,
            cr * sy - sr * sp * cy,
            sr * cy - cr * sp * sy,
            cr * cp,
            sr * sy + cr * sp * cy,
            -cp * sy,
            -sp,
            cp * cy
        };
    }
}
