package org.facelane.face.quality;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Face;
import org.facelane.face.Image;

/// All measures of one face in one image.
public record Quality(EyeDistance eyeDistance, Sharpness sharpness, Brightness brightness, HeadPose headPose) {
    public Quality {
        requireNonNull(eyeDistance, "eyeDistance is null");
        requireNonNull(sharpness, "sharpness is null");
        requireNonNull(brightness, "brightness is null");
        requireNonNull(headPose, "headPose is null");
    }

    /// Measures `face`.
    public static Quality of(Image image, Face face) {
        return new Quality(
                EyeDistance.of(face),
                Sharpness.of(image, face),
                Brightness.of(image, face),
                HeadPose.of(face.landmarks()));
    }

    /// One number for all measures.
    ///
    /// @return 0 (useless) to 100
    public double unified() {
        throw new UnsupportedOperationException();
    }

    /// How much a frame counts when the features of several are fused.
    ///
    /// @return above 0, at most 1
    public double weight() {
        throw new UnsupportedOperationException();
    }
}
