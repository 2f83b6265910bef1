package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

/// The pieces of evidence of a presentation attack, each with its measure and what a steward reads where it is the
/// strongest one.
///
/// A measure is 0 where it says nothing, and capped, so that no single evidence outweighs all others without end.
/// Higher means more suspicious; only [#FLAT] works the other way: depth that is seen speaks for a living person, and
/// depth that is not seen says nothing, since a person who stands still shows none.
public enum PadReason {
    /// The pack's network takes the face for a picture: its log odds, divided by six. 0 to 2 for several frames; −1
    /// to 2 for one picture, where a network that sees a living person may excuse a pattern.
    LOOKS_LIKE_A_PICTURE("The face looks like a picture") {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp(-evidence.network() / 6, evidence.frameCount() > 1 ? 0 : -1, 2);
        }
    },
    /// A peak in the spectrum that faces do not have; 0 to 2.
    SCREEN_PATTERN("The camera sees the fine pattern of a screen or a print") {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp(evidence.pattern() - 2.5, 0, 2);
        }
    },
    /// Straight edges that go with the face; 0 to 2.5.
    FRAMED("The face stands in a straight frame") {
        @Override
        double measure(PadEvidence evidence) {
            return 5 * Math.clamp(evidence.framed() - 0.2, 0, 0.5);
        }
    },
    /// Stripes of the face change their brightness against each other; 0 to 1.
    FLICKERS("The face flickers like a screen") {
        @Override
        double measure(PadEvidence evidence) {
            return Math.clamp((evidence.banding() - 0.01) / 0.04, 0, 1);
        }
    },
    /// Minus the degrees of turning that only depth explains; −0.5 to 0, so that a replay that shows a head turning
    /// is not excused.
    FLAT("The face moves like a flat picture") {
        @Override
        double measure(PadEvidence evidence) {
            return -Math.clamp(evidence.parallax() - 0.3, 0, 0.5);
        }
    };

    private final String says;

    PadReason(String says) {
        this.says = requireNonNull(says, "says is null");
    }

    /// What a steward reads, in one sentence without its full stop.
    public String says() {
        return says;
    }

    abstract double measure(PadEvidence evidence);
}
