package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

/// What became of one picture: by the rules of enrolment, and without them.
///
/// @param enrolment `ACQUIRED`, or the [org.facelane.face.acquire.AcquisitionFailure] by which enrolment would ask for
///     another picture
/// @param outcome what the networks made of it, whatever the rules say
record Look(String enrolment, Outcome outcome) {
    Look {
        requireNonNull(enrolment, "enrolment is null");
        requireNonNull(outcome, "outcome is null");
    }

    sealed interface Outcome {
        /// A face, its features, its quality and its weight in a fusion.
        record Seen(float[] features, double quality, double weight) implements Outcome {
            public Seen {
                requireNonNull(features, "features is null");
            }
        }

        /// A picture in which no face was found.
        record NoFace() implements Outcome {}

        /// No picture: the file is damaged or of another kind.
        record NotDecoded() implements Outcome {}
    }
}
