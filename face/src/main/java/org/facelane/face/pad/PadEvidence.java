package org.facelane.face.pad;

/// What the frames of one track say together. Not thread-safe.
///
/// @param frameCount frames judged
/// @param bonaFideMean mean of their measures, 0 to 1
public record PadEvidence(int frameCount, double bonaFideMean) {
    /// Before the first frame.
    public static final PadEvidence NONE = new PadEvidence(0, 0);

    /// @param bonaFide 0 to 1, of one more frame
    public PadEvidence with(double bonaFide) {
        return new PadEvidence(frameCount + 1, bonaFideMean + (bonaFide - bonaFideMean) / (frameCount + 1));
    }

    /// The verdict so far.
    public PadVerdict verdict() {
        return PadVerdict.UNDECIDED;
    }
}
