package org.facelane.face.quality;

/// Whether both sides of the face have the same light (ISO/IEC 29794-5: illumination uniformity).
///
/// `mapped = 100 · clamp((ratio − 0.1) / (0.7 − 0.1))`.
///
/// @param ratio mean luma of the darker half of the face, divided by that of the lighter half, 0 to 1
/// @param status whether enough of the face lies in the image
public record IlluminationUniformity(double ratio, Assessment status) implements Measure {
    private static final double USELESS = 0.1;
    private static final double ENOUGH = 0.7;

    static IlluminationUniformity of(FaceArea area) {
        double left = Brightness.mean(area.histogram(0, FaceArea.SIDE / 2));
        double right = Brightness.mean(area.histogram(FaceArea.SIDE / 2, FaceArea.SIDE));
        double lighter = Math.max(left, right);
        return new IlluminationUniformity(lighter > 0 ? Math.min(left, right) / lighter : 1, area.assessment());
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp((ratio - USELESS) / (ENOUGH - USELESS), 0, 1);
    }
}
