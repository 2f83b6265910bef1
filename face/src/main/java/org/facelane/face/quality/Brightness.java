package org.facelane.face.quality;

/// How light the face is (ISO/IEC 29794-5: luminance mean), over an oval from the brows to below the mouth.
///
/// Luma depends on skin as well as on light: dark skin in good light has a mean of 60 to 90. So the mapped value is
/// flat over a wide range, and limits are to be set for what the camera cannot show, not for what is unusual.
///
/// `mapped = 100 · clamp((mean − 10) / 40) · clamp((255 − mean) / 55)`.
///
/// @param mean luma of the face, 0 to 255
/// @param status whether enough of the face lies in the image
public record Brightness(double mean, Assessment status) implements Measure {
    static Brightness of(FaceArea area) {
        return new Brightness(mean(area.histogram(0, FaceArea.SIDE)), area.assessment());
    }

    /// @param counts of each luma
    static double mean(int[] counts) {
        double sum = 0;
        int count = 0;
        for (int luma = 0; luma < counts.length; luma++) {
            sum += (double) luma * counts[luma];
            count += counts[luma];
        }
        return sum / count;
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE
                ? 0
                : 100 * Math.clamp((mean - 10) / 40, 0, 1) * Math.clamp((255 - mean) / 55, 0, 1);
    }
}
