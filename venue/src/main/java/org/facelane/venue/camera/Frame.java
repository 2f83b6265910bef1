package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// One picture as a camera sent it, not decoded yet: most are overtaken by a newer one and never looked at.
///
/// Lives in memory only. The bytes are shared, not copied: whoever hands them over must not write to them again.
///
/// @param encoded JPEG, PNG or WebP, or whatever a broken camera sent
/// @param at when it was taken or, where the camera does not say, when it arrived
public record Frame(byte[] encoded, Instant at) {
    public Frame {
        requireNonNull(encoded, "encoded is null");
        requireNonNull(at, "at is null");
    }

    /// Never the bytes: a picture must not reach a log by accident.
    @Override
    public String toString() {
        return "Frame[" + encoded.length + " bytes, " + at + "]";
    }
}
