package org.facelane.face.quality;

/// How light the face is (ISO/IEC 29794-5: luminance mean, under- and over-exposure), over an oval from the brows to
/// below the mouth.
///
/// Luma depends on skin as well as on light: dark skin in good light has a mean of 60 to 90. So the mapped value is
/// flat over a wide range, and limits are to be set for what the camera cannot show, not for what is unusual.
///
/// `mapped = 100 · clamp((mean − 20) / 35) · clamp((250 − mean) / 45) · (1 − darkShare) · (1 − brightShare)`.
///
/// @param mean luma of the face, 0 to 255
/// @param darkShare share of its pixels with a luma below 15, too dark to show anything, 0 to 1
/// @param brightShare share of its pixels with a luma above 248, too bright to show anything, 0 to 1
/// @param status whether enough of the face lies in the image
public record Brightness(double mean, double darkShare, double brightShare, Assessment status) {
    private static final double DARK = 15;
    private static final double BRIGHT = 248;

    static Brightness of(FaceArea area) {
        double sum = 0;
        int dark = 0;
        int bright = 0;
        int count = 0;
        for (int y = 0; y < FaceArea.SIDE; y++) {
            for (int x = 0; x < FaceArea.SIDE; x++) {
                if (inOval(x, y)) {
                    float luma = area.at(x, y);
                    sum += luma;
                    dark += luma < DARK ? 1 : 0;
                    bright += luma > BRIGHT ? 1 : 0;
                    count++;
                }
            }
        }
        return new Brightness(sum / count, (double) dark / count, (double) bright / count, area.assessment());
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        if (status == Assessment.NOT_ASSESSABLE) {
            return 0;
        }
        double range = Math.clamp((mean - 20) / 35, 0, 1) * Math.clamp((250 - mean) / 45, 0, 1);
        return 100 * range * (1 - darkShare) * (1 - brightShare);
    }

    private static boolean inOval(int x, int y) {
        double across = (x + 0.5 - 32) / 26;
        double down = (y + 0.5 - 32) / 32;
        return across * across + down * down <= 1;
    }
}
