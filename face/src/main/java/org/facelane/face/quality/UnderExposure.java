package org.facelane.face.quality;

/// How much of the face is too dark to show anything (ISO/IEC 29794-5: under-exposure prevention).
///
/// `mapped = 100 · (1 − share)`.
///
/// @param share of the face's pixels with a luma of at most 15, 0 to 1
/// @param status whether enough of the face lies in the image
public record UnderExposure(double share, Assessment status) implements Measure {
    private static final int DARK = 15;

    static UnderExposure of(FaceArea area) {
        int[] counts = area.histogram(0, FaceArea.SIDE);
        return new UnderExposure(share(counts, 0, DARK), area.assessment());
    }

    /// @param counts of each luma
    /// @param from first luma that counts
    /// @param to last luma that counts
    /// @return 0 to 1
    static double share(int[] counts, int from, int to) {
        int within = 0;
        int count = 0;
        for (int luma = 0; luma < counts.length; luma++) {
            within += from <= luma && luma <= to ? counts[luma] : 0;
            count += counts[luma];
        }
        return (double) within / count;
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * (1 - share);
    }
}
