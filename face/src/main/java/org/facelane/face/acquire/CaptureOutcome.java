package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Features;
import org.facelane.face.challenge.ChallengeFailure;

/// What a guest's picture, or camera session, is good for.
public sealed interface CaptureOutcome {
    /// Features to make a reference of.
    record Usable(Features features) implements CaptureOutcome {
        public Usable {
            requireNonNull(features, "features is null");
        }
    }

    /// No features, and the most helpful reason.
    record Unusable(AcquisitionFailure reason) implements CaptureOutcome {
        public Unusable {
            requireNonNull(reason, "reason is null");
        }
    }

    /// What was asked for before the camera was not done, or not by one living person before a camera.
    record ChallengeFailed(ChallengeFailure reason) implements CaptureOutcome {
        public ChallengeFailed {
            requireNonNull(reason, "reason is null");
        }
    }

    /// The same of a single picture.
    static CaptureOutcome of(Acquisition selfie) {
        return switch (selfie) {
            case Acquisition.Acquired acquired -> new Usable(acquired.features());
            case Acquisition.FailureToAcquire(AcquisitionFailure reason) -> new Unusable(reason);
        };
    }
}
