package org.facelane.venue.setup;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.facelane.face.acquire.CaptureZone;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;

/// Where a lane's camera is, and where before it somebody must stand.
///
/// @param camera empty: the camera of the lane's screen
/// @param zone where the middle of a face must be
/// @param eyeDistanceMin pixels between the eyes, 20 to 400; whose are nearer together stands further back and is never
///     turned into features
/// @param codes what the tickets carry that the camera looks for, at least one
public record LaneSetup(Optional<CameraAddress> camera, CaptureZone zone, double eyeDistanceMin, Set<Symbology> codes) {
    /// The screen's own camera, the middle of the frame, 40 pixels, QR codes.
    public static final LaneSetup DEFAULT = new LaneSetup(
            Optional.empty(), CaptureZone.DEFAULT, LaneLimits.DEFAULT.sample().eyeDistanceMin(), Symbology.DEFAULT);

    public LaneSetup {
        requireNonNull(camera, "camera is null");
        requireNonNull(zone, "zone is null");
        if (!(eyeDistanceMin >= 20 && eyeDistanceMin <= 400)) {
            throw new IllegalArgumentException("the least eye distance is 20 to 400 pixels, got " + eyeDistanceMin);
        }
        codes = Set.copyOf(codes);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("a lane looks for at least one kind of code");
        }
    }

    /// What a frame at this lane must be like.
    public LaneLimits limits() {
        LaneLimits usual = LaneLimits.DEFAULT;
        return new LaneLimits(zone, usual.sample().withEyeDistanceMin(eyeDistanceMin), usual.trackAgeMax());
    }
}
