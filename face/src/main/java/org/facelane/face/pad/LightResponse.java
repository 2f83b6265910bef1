package org.facelane.face.pad;

/// What a face answered to a [LightChallenge].
///
/// The thresholds stand on simulated light only (`bench/light-challenge`, `docs/accuracy/attacks.md`): no set of real
/// faces in coloured light was at hand.
///
/// @param agreement correlation of the light on the face with the colours shown, −1 to 1
/// @param strength how much the light on the face changed, for a change of the screen's full light; 0.1 is about what
///     a phone's screen does at arm's length in a lit room
public record LightResponse(double agreement, double strength) {
    /// Nothing was measured.
    public static final LightResponse NONE = new LightResponse(0, 0);

    /// Weaker changes are a camera's noise.
    private static final double STRENGTH_MIN = 0.012;

    /// From here on the face is in the light of the screen.
    private static final double AGREEMENT_MIN = 0.75;

    /// A face that clearly changes colour and agrees not at all is in another light. With more, what moves behind
    /// people in bright rooms would contradict for more than one in a hundred.
    private static final double CONTRADICTED_BELOW = 0;

    private static final double CONTRADICTED_STRENGTH_MIN = 3 * STRENGTH_MIN;

    public LightResponse {
        if (!(agreement >= -1 && agreement <= 1) || !(strength >= 0)) {
            throw new IllegalArgumentException("an agreement lies within −1 to 1 and a strength is 0 or more, got "
                    + agreement + " and " + strength);
        }
    }

    /// What it says about the face.
    public enum Verdict {
        /// The face is lit by the screen before it, as it is now.
        ANSWERED,
        /// Nothing can be told: the surroundings are too bright, or what is seen does not answer light.
        UNANSWERED,
        /// The face changes colour, but not as the screen does.
        CONTRADICTED
    }

    public Verdict verdict() {
        if (agreement >= AGREEMENT_MIN && strength >= STRENGTH_MIN) {
            return Verdict.ANSWERED;
        }
        return agreement < CONTRADICTED_BELOW && strength >= CONTRADICTED_STRENGTH_MIN
                ? Verdict.CONTRADICTED
                : Verdict.UNANSWERED;
    }
}
