package org.facelane.face.pad;

/// The pieces of evidence of a presentation attack, each with its measure.
///
/// A measure is 0 where it says nothing, and capped, so that no single evidence outweighs all others without end.
/// Higher means more suspicious; only [#FLAT] works the other way: depth that is seen speaks for a living person, and
/// depth that is not seen says nothing, since a person who stands still shows none.
public enum PadReason {
    /// The pack's network takes the face for a picture: its log odds, divided by six. 0 to 2 for several frames; −1
    /// to 2 for one picture, where a network that sees a living person may excuse a pattern.
    LOOKS_LIKE_A_PICTURE {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp(-evidence.network() / 6, evidence.frameCount() > 1 ? 0 : -1, 2);
        }
    },
    /// A peak in the spectrum that faces do not have; 0 to 2.
    SCREEN_PATTERN {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp(evidence.pattern() - 2.5, 0, 2);
        }
    },
    /// Straight edges that go with the face; 0 to 2.5.
    FRAMED {
        @Override
        double measure(PadEvidence evidence) {
            return 5 * Math.clamp(evidence.framed() - 0.2, 0, 0.5);
        }
    },
    /// Stripes of the face change their brightness against each other; 0 to 1.
    FLICKERS {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp((evidence.banding() - 0.01) / 0.04, 0, 1);
        }
    },
    /// Minus the degrees of turning that only depth explains; −0.5 to 0, so that a replay that shows a head turning
    /// is not excused.
    FLAT {
        @Override
        double measure(PadEvidence evidence) {
            return -Math.clamp(evidence.parallax() - 0.3, 0, 0.5);
        }
    };

    abstract double measure(PadEvidence evidence);
}
