package org.facelane.face.pad;

/// What the frames of one track say together: a value that grows by [#with(double)].
///
/// The default pack's network is weak evidence (`models/default/MODEL_CARD.md`), so an attack is only suspected where
/// the frames agree at a level that no real person measured so far comes near, and most of what is left stays
/// undecided. Lowest measures of real people: 0.25 in 204 portraits of the London set as they are, 0.0041 in the same
/// portraits pasted small onto a grey 1280 × 720 frame, which does look like a print; 0.0021 in 1,000 pictures of LFW.
///
/// @param frameCount frames judged
/// @param bonaFideMean mean of their measures, 0 to 1
public record PadEvidence(int frameCount, double bonaFideMean) {
    /// Before the first frame.
    public static final PadEvidence NONE = new PadEvidence(0, 0);

    /// Below half of the lowest measure of a London portrait, and below the lowest of 1,000 LFW pictures.
    private static final double ATTACK_BELOW = 0.002;

    private static final double BONA_FIDE_FROM = 0.5;

    public PadEvidence {
        if (frameCount < 0 || !(bonaFideMean >= 0 && bonaFideMean <= 1)) {
            throw new IllegalArgumentException(
                    "evidence has 0 frames or more and a mean of 0 to 1, got " + frameCount + " and " + bonaFideMean);
        }
    }

    /// @param bonaFide 0 to 1, of one more frame
    public PadEvidence with(double bonaFide) {
        return new PadEvidence(
                frameCount + 1, Math.clamp(bonaFideMean + (bonaFide - bonaFideMean) / (frameCount + 1), 0, 1));
    }

    /// The verdict so far.
    ///
    /// @param frameCountMin how many frames must agree before an attack is suspected: 1 where there is only one
    ///     picture
    public PadVerdict verdict(int frameCountMin) {
        if (frameCount >= Math.max(1, frameCountMin) && bonaFideMean < ATTACK_BELOW) {
            return PadVerdict.ATTACK;
        }
        return bonaFideMean >= BONA_FIDE_FROM ? PadVerdict.BONA_FIDE : PadVerdict.UNDECIDED;
    }
}
