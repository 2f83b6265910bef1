package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.face.Features;
import org.facelane.face.pad.PadReason;
import org.facelane.face.pad.PadVerdict;

/// What one frame of a lane tells, together with the frames of the same track before it.
public sealed interface LaneObservation {
    /// Nobody to process: the capture zone is empty, or whoever stands there is settled.
    record Nobody() implements LaneObservation {}

    /// Several people of comparable size are in the capture zone. None of them became features.
    record SeveralPeople() implements LaneObservation {}

    /// Somebody is in the capture zone, but this frame is not usable and no frame before it was.
    ///
    /// @param track counts up from 1 in each lane; 0 if it is too dark to find a face
    /// @param reason the most helpful one
    /// @param since when the track began
    record Unusable(long track, AcquisitionFailure reason, Instant since) implements LaneObservation {
        public Unusable {
            requireNonNull(reason, "reason is null");
            requireNonNull(since, "since is null");
        }
    }

    /// One person in the capture zone, seen well enough to compare.
    ///
    /// @param track counts up from 1 in each lane
    /// @param fused the track's features so far, weighted by quality
    /// @param frameCount how many frames they come from, at least 1
    /// @param pad presentation attack detection over those frames
    /// @param evidence what in them speaks most for an attack, whatever the verdict; empty where only the light of
    ///     a screen does
    /// @param since when the track began
    record Seen(long track, Features fused, int frameCount, PadVerdict pad, Optional<PadReason> evidence, Instant since)
            implements LaneObservation {
        public Seen {
            requireNonNull(fused, "fused is null");
            requireNonNull(pad, "pad is null");
            requireNonNull(evidence, "evidence is null");
            requireNonNull(since, "since is null");
            if (frameCount < 1) {
                throw new IllegalArgumentException("a person seen has 1 frame or more, got " + frameCount);
            }
        }
    }
}
