package org.facelane.face.quality;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Face;
import org.facelane.face.Image;

/// All measures of one face in one image.
///
/// Cost: about 1 ms for a large face, less for a small one.
public record Quality(EyeDistance eyeDistance, Sharpness sharpness, Brightness brightness, HeadPose headPose) {
    private static final double WEIGHT_MIN = 0.01;

    public Quality {
        requireNonNull(eyeDistance, "eyeDistance is null");
        requireNonNull(sharpness, "sharpness is null");
        requireNonNull(brightness, "brightness is null");
        requireNonNull(headPose, "headPose is null");
    }

    /// Measures `face`, which was found in `image`.
    public static Quality of(Image image, Face face) {
        FaceArea area = FaceArea.of(image, face);
        return new Quality(
                EyeDistance.of(face), Sharpness.of(area), Brightness.of(area), HeadPose.of(face.landmarks()));
    }

    /// One number for all measures: the geometric mean of the mapped values, so that nothing makes up for a measure
    /// that is useless.
    ///
    /// @return 0 (useless) to 100
    public double unified() {
        double product = eyeDistance.mapped() * sharpness.mapped() * brightness.mapped() * headPose.mapped();
        return Math.pow(product, 1.0 / 4);
    }

    /// How much a frame counts when the features of several are fused: the unified value as a share, and never
    /// nothing.
    ///
    /// @return 0.01 to 1
    public double weight() {
        return Math.max(WEIGHT_MIN, unified() / 100);
    }
}
