package org.facelane.face.quality;

import org.facelane.face.Landmarks;

/// How the head is held.
///
/// @param yaw degrees, above 0 when the nose points to the viewer's right
/// @param pitch degrees, above 0 when the nose points up
/// @param roll degrees, above 0 when the head is tilted clockwise as the viewer sees it
/// @param status whether the landmarks have the shape of a face
public record HeadPose(double yaw, double pitch, double roll, Assessment status) {
    static HeadPose of(Landmarks landmarks) {
        throw new UnsupportedOperationException();
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        throw new UnsupportedOperationException();
    }
}
