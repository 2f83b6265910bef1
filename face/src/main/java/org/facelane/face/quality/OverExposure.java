package org.facelane.face.quality;

/// How much of the face is too bright to show anything (ISO/IEC 29794-5: over-exposure prevention).
///
/// `mapped = 100 · (1 − share)`.
///
/// @param share of the face's pixels with a luma of at least 248, 0 to 1
/// @param status whether enough of the face lies in the image
public record OverExposure(double share, Assessment status) implements Measure {
    private static final int BRIGHT = 248;

    static OverExposure of(FaceArea area) {
        int[] counts = area.histogram(0, FaceArea.SIDE);
        return new OverExposure(UnderExposure.share(counts, BRIGHT, 255), area.assessment());
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * (1 - share);
    }
}
