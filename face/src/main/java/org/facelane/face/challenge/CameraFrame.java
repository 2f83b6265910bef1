package org.facelane.face.challenge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// One picture of a camera session. It lives in memory only; the bytes are shared, not copied.
///
/// @param step for which it was taken, by its place in the [Challenge], from 0
/// @param at since that step began, by the clock of whoever took it
/// @param encoded JPEG, or whatever was sent
public record CameraFrame(int step, Duration at, byte[] encoded) {
    public CameraFrame {
        requireNonNull(at, "at is null");
        requireNonNull(encoded, "encoded is null");
        if (step < 0 || at.isNegative()) {
            throw new IllegalArgumentException(
                    "a frame has a step and an age of 0 or more, got " + step + " and " + at);
        }
    }

    /// Never the bytes: a picture must not reach a log by accident.
    @Override
    public String toString() {
        return "CameraFrame[step " + step + ", " + at + ", " + encoded.length + " bytes]";
    }
}
