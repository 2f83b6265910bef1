package org.facelane.face.pad;

/// What the frames of one track say together, or one picture alone. Frames must agree: the network's and the pattern's
/// values are medians over the frames.
///
/// @param frameCount frames judged, 0 or more
/// @param network the log odds, by the pack's network, that this is a living person, −12 to 12
/// @param pattern natural logarithm of the strongest peak in the face's spectrum over what is around it, 0 or more
/// @param framed how well straight edges frame the face, 0 to 1
/// @param banding how much stripes of the face change their brightness against each other, 0 or more
/// @param parallax degrees of turning over the track that only a face's depth explains, 0 or more
public record PadEvidence(
        int frameCount, double network, double pattern, double framed, double banding, double parallax) {
    /// Before the first frame.
    public static final PadEvidence NONE = new PadEvidence(0, 0, 0, 0, 0, 0);

    /// Below even odds: most living people, and few attacks.
    private static final double BONA_FIDE_BELOW = 0;

    public PadEvidence {
        if (frameCount < 0 || !(network >= -12 && network <= 12 && pattern >= 0 && framed >= 0 && framed <= 1)) {
            throw new IllegalArgumentException("evidence cannot be of " + frameCount + " frames, network " + network
                    + ", pattern " + pattern + ", frame " + framed);
        }
        if (!(banding >= 0 && parallax >= 0)) {
            throw new IllegalArgumentException(
                    "evidence has a banding and a parallax of 0 or more, got " + banding + " and " + parallax);
        }
    }

    /// The verdict so far.
    ///
    /// @param frameCountMin how many frames must agree before an attack is suspected: 1 where there is only one
    ///     picture
    public PadVerdict verdict(int frameCountMin) {
        if (frameCount == 0) {
            return PadVerdict.UNDECIDED;
        }
        if (suspicion(frameCountMin) > 0) {
            return PadVerdict.ATTACK;
        }
        return rule(frameCountMin).of(this) < BONA_FIDE_BELOW ? PadVerdict.BONA_FIDE : PadVerdict.UNDECIDED;
    }

    /// How far the evidence lies above the point from which an attack is suspected, in log odds; below 0 it does
    /// not reach it, and without enough frames it never does.
    ///
    /// @param frameCountMin as for [#verdict(int)]
    public double suspicion(int frameCountMin) {
        Suspicion rule = rule(frameCountMin);
        return frameCount >= frameCountMin ? rule.of(this) - rule.attackAbove() : Double.NEGATIVE_INFINITY;
    }

    /// The evidence that speaks most for an attack, whatever the verdict.
    ///
    /// @param frameCountMin as for [#verdict(int)]
    public PadReason reason(int frameCountMin) {
        return rule(frameCountMin).strongest(this);
    }

    private static Suspicion rule(int frameCountMin) {
        return frameCountMin <= 1 ? Suspicion.PICTURE : Suspicion.TRACK;
    }
}
