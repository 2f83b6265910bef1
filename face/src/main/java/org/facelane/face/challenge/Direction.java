package org.facelane.face.challenge;

import org.facelane.face.quality.HeadPose;

/// Where a head moves to. Left and right are the guest's own.
public enum Direction {
    LEFT,
    RIGHT,
    UP,
    DOWN;

    /// How far the head is moved in this direction.
    ///
    /// @param straight how it was held when it looked straight ahead
    /// @return degrees, below 0 for the opposite direction
    double of(HeadPose pose, HeadPose straight) {
        return switch (this) {
            case LEFT -> pose.yaw() - straight.yaw();
            case RIGHT -> straight.yaw() - pose.yaw();
            case UP -> pose.pitch() - straight.pitch();
            case DOWN -> straight.pitch() - pose.pitch();
        };
    }
}
