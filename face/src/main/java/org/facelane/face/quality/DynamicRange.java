package org.facelane.face.quality;

/// How many tones the face has (ISO/IEC 29794-5: dynamic range).
///
/// `mapped = 100 · clamp((entropy − 1) / (6 − 1))`.
///
/// @param entropy of the luma's histogram over the face, 0 to 8 bits
/// @param status whether enough of the face lies in the image
public record DynamicRange(double entropy, Assessment status) implements Measure {
    private static final double USELESS = 1;
    private static final double ENOUGH = 6;

    static DynamicRange of(FaceArea area) {
        int[] counts = area.histogram(0, FaceArea.SIDE);
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        double entropy = 0;
        for (int count : counts) {
            double share = count / total;
            entropy -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
        }
        return new DynamicRange(entropy, area.assessment());
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE
                ? 0
                : 100 * Math.clamp((entropy - USELESS) / (ENOUGH - USELESS), 0, 1);
    }
}
