package org.facelane.face.track;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.face.detect.Detection;

/// The same face, followed over frames by its place alone: a track says nothing about who it is.
///
/// @param id counts up from 1
/// @param detection in the frame in which the face was seen last
/// @param since when the face was seen first
/// @param seen when the face was seen last
/// @param unbroken whether it was seen in the frame before as well, a moment ago and at nearly the same place, so that
///     nobody can have changed places in between
public record Track(long id, Detection detection, Instant since, Instant seen, boolean unbroken) {
    public Track {
        requireNonNull(detection, "detection is null");
        requireNonNull(since, "since is null");
        requireNonNull(seen, "seen is null");
    }
}
