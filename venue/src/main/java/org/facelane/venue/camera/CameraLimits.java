package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.facelane.face.image.DecodeLimits;

/// What a camera may cost, and how long it is waited for.
///
/// @param openWithin how long a camera may take to its first picture
/// @param silenceMax after so long without a picture it has stalled and is opened again
/// @param retryMin the wait before it is opened again; it doubles with each failure
/// @param retryMax the longest such wait
/// @param framesPerSecondMax further pictures of a second are decoded, because later ones build on them, and let go
/// @param decode the largest pictures, and the side that they are shrunk to
public record CameraLimits(
        Duration openWithin,
        Duration silenceMax,
        Duration retryMin,
        Duration retryMax,
        int framesPerSecondMax,
        DecodeLimits decode) {
    /// 10 s to the first picture, 5 s of silence, opened again after 0.5 s to 15 s, 15 pictures a second.
    public static final CameraLimits DEFAULT = new CameraLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            15,
            FrameDecoder.DEFAULT_LIMITS);

    /// The usual limits but for these.
    ///
    /// @param pixelsMax of a picture, width times height
    public static CameraLimits of(Duration silenceMax, Duration retryMax, int pixelsMax) {
        DecodeLimits usual = FrameDecoder.DEFAULT_LIMITS;
        return new CameraLimits(
                DEFAULT.openWithin,
                silenceMax,
                DEFAULT.retryMin,
                retryMax,
                DEFAULT.framesPerSecondMax,
                new DecodeLimits(usual.bytesMax(), pixelsMax, usual.framesMax(), usual.sideMax()));
    }

    public CameraLimits {
        requireNonNull(decode, "decode is null");
        if (!openWithin.isPositive() || !silenceMax.isPositive() || !retryMin.isPositive()) {
            throw new IllegalArgumentException("a camera's times are above 0");
        }
        if (retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException("the longest wait " + retryMax + " is below the first, " + retryMin);
        }
        if (framesPerSecondMax < 1) {
            throw new IllegalArgumentException("frames a second are 1 or more, got " + framesPerSecondMax);
        }
    }

    /// The wait before a camera is opened again: twice as long after each failure, and somewhere in its upper half,
    /// so that the cameras of a venue do not come back all at once.
    ///
    /// @param failureCount failures in a row, at least 1
    /// @param chance 0 to 1
    Duration retryAfter(int failureCount, double chance) {
        Duration longest = retryMin;
        for (int i = 1; i < failureCount && longest.compareTo(retryMax) < 0; i++) {
            longest = longest.multipliedBy(2);
        }
        double milliseconds = (double) Math.min(longest.toMillis(), retryMax.toMillis());
        return Duration.ofMillis(Math.round(milliseconds * (0.5 + chance / 2)));
    }
}
