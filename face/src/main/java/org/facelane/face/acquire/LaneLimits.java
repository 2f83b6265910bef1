package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// When somebody stands at a lane, and what a frame must be to become features.
///
/// @param zoneLeft left edge of the capture zone, 0 to 1 of the frame's width
/// @param zoneTop top edge, 0 to 1 of the frame's height
/// @param zoneRight right edge
/// @param zoneBottom bottom edge
/// @param eyeDistanceMin pixels between the eyes; smaller faces are people further back
/// @param trackAge how long a face may stay unseen before its track ends
public record LaneLimits(
        double zoneLeft,
        double zoneTop,
        double zoneRight,
        double zoneBottom,
        double eyeDistanceMin,
        Duration trackAge) {
    /// The middle four fifths of the frame's width and all of its height, 40 pixels, 1 second.
    public static final LaneLimits DEFAULT = new LaneLimits(0.1, 0, 0.9, 1, 40, Duration.ofSeconds(1));

    public LaneLimits {
        requireNonNull(trackAge, "trackAge is null");
        if (!(0 <= zoneLeft && zoneLeft < zoneRight && zoneRight <= 1)
                || !(0 <= zoneTop && zoneTop < zoneBottom && zoneBottom <= 1)) {
            throw new IllegalArgumentException("a capture zone lies within 0 to 1 of the frame, got " + zoneLeft + ", "
                    + zoneTop + " to " + zoneRight + ", " + zoneBottom);
        }
        if (!(eyeDistanceMin > 0) || !trackAge.isPositive()) {
            throw new IllegalArgumentException(
                    "eye distance and track age are above 0, got " + eyeDistanceMin + " and " + trackAge);
        }
    }
}
