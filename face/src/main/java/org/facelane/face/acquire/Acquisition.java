package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Features;
import org.facelane.face.quality.Quality;

/// What became of a selfie.
public sealed interface Acquisition {
    /// Features of the one person in the picture.
    record Acquired(Features features, Quality quality) implements Acquisition {
        public Acquired {
            requireNonNull(features, "features is null");
            requireNonNull(quality, "quality is null");
        }
    }

    /// No features, and the most helpful reason.
    record FailureToAcquire(AcquisitionFailure reason) implements Acquisition {
        public FailureToAcquire {
            requireNonNull(reason, "reason is null");
        }
    }
}
