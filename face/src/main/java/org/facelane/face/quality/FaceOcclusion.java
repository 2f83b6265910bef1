package org.facelane.face.quality;

/// Whether anything covers an eye or the mouth (ISO/IEC 29794-5: face occlusion prevention), by regions in which a face
/// has much detail and this one has little.
///
/// It sees what is smooth: dark glasses, a mask, a scarf, the back of a phone. It does not see a cover with a pattern
/// of its own, hair, or fingers apart; light from one side and a face that is half burnt out look like a cover to it.
///
/// `mapped = 100 · clamp((detail − 0.2) / (0.7 − 0.2))`: of portraits and news photographs of bare faces 99 % measure
/// above 0.55 (`docs/accuracy/quality.md`).
///
/// @param detail the mean step of luma from pixel to pixel around the left eye, the right eye and the mouth, each
///     divided by that of the whole face and by what is usual there; the least of the three, 0 or more, 1 is usual
/// @param status whether enough of the face lies in the image
public record FaceOcclusion(double detail, Assessment status) implements Measure {
    private static final double COVERED = 0.2;
    private static final double BARE = 0.7;

    /// Added to every step, so that a picture without any detail is not all cover.
    private static final double NOISE = 0.3;

    /// Medians of 2,883 people (LFW), in shares of the whole face's detail.
    private static final double USUAL_AT_EYES = 1.205;

    private static final double USUAL_AT_MOUTH = 1.023;

    static FaceOcclusion of(FaceArea area) {
        double all = steps(area, 10, 54, 10, 54);
        double left = steps(area, 10, 28, 12, 26) / all / USUAL_AT_EYES;
        double right = steps(area, 36, 54, 12, 26) / all / USUAL_AT_EYES;
        double mouth = steps(area, 18, 46, 42, 60) / all / USUAL_AT_MOUTH;
        return new FaceOcclusion(Math.min(mouth, Math.min(left, right)), area.assessment());
    }

    /// Over columns `left` to `right` and rows `top` to `bottom`, the last ones not included.
    private static double steps(FaceArea area, int left, int right, int top, int bottom) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += Math.abs(area.at(x + 1, y) - area.at(x - 1, y))
                        + Math.abs(area.at(x, y + 1) - area.at(x, y - 1));
            }
        }
        return NOISE + sum / ((right - left) * (bottom - top));
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp((detail - COVERED) / (BARE - COVERED), 0, 1);
    }
}
