package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// When somebody stands at a lane, and what a frame must be to become features.
///
/// @param zone where a person must stand
/// @param sample what the face must be like; smaller faces are people further back
/// @param trackAgeMax how long a face may stay unseen before its track ends
public record LaneLimits(CaptureZone zone, SampleLimits sample, Duration trackAgeMax) {
    /// 40 pixels between the eyes, tracks of 1 second, and a face no worse than nearly all of 6,410 pictures of
    /// people who did not pose (LFW): 96 % of them are within these limits, and their features still tell people
    /// apart.
    public static final LaneLimits DEFAULT = new LaneLimits(
            CaptureZone.DEFAULT, new SampleLimits(40, 35, 235, 0.2, 35, 30, 35, 50), Duration.ofSeconds(1));

    public LaneLimits {
        requireNonNull(zone, "zone is null");
        requireNonNull(sample, "sample is null");
        requireNonNull(trackAgeMax, "trackAgeMax is null");
        if (!trackAgeMax.isPositive()) {
            throw new IllegalArgumentException("the age of a track is above 0, got " + trackAgeMax);
        }
    }
}
