package org.facelane.face.quality;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Face;
import org.facelane.face.Image;

/// All measures of one face in one image.
///
/// Cost: about 1 ms for a large face, less for a small one.
///
/// @param background only of a selfie; says nothing about the face and counts in no score
public record Quality(
        EyeDistance eyeDistance,
        Margins margins,
        Brightness brightness,
        UnderExposure underExposure,
        OverExposure overExposure,
        DynamicRange dynamicRange,
        IlluminationUniformity illuminationUniformity,
        Sharpness sharpness,
        HeadPose headPose,
        EyesOpen eyesOpen,
        MouthClosed mouthClosed,
        Optional<BackgroundUniformity> background) {
    private static final double WEIGHT_MIN = 0.01;

    public Quality {
        requireNonNull(eyeDistance, "eyeDistance is null");
        requireNonNull(margins, "margins is null");
        requireNonNull(brightness, "brightness is null");
        requireNonNull(underExposure, "underExposure is null");
        requireNonNull(overExposure, "overExposure is null");
        requireNonNull(dynamicRange, "dynamicRange is null");
        requireNonNull(illuminationUniformity, "illuminationUniformity is null");
        requireNonNull(sharpness, "sharpness is null");
        requireNonNull(headPose, "headPose is null");
        requireNonNull(eyesOpen, "eyesOpen is null");
        requireNonNull(mouthClosed, "mouthClosed is null");
        requireNonNull(background, "background is null");
    }

    /// Measures `face`, which was found in `image`, a frame of a lane.
    public static Quality of(Image image, Face face) {
        return of(image, face, Optional.empty());
    }

    /// Measures `face`, which was found in `image`, a selfie.
    public static Quality ofSelfie(Image image, Face face) {
        return of(image, face, Optional.of(BackgroundUniformity.of(image, face)));
    }

    private static Quality of(Image image, Face face, Optional<BackgroundUniformity> background) {
        FaceArea area = FaceArea.of(image, face);
        return new Quality(
                EyeDistance.of(face),
                Margins.of(image, face),
                Brightness.of(area),
                UnderExposure.of(area),
                OverExposure.of(area),
                DynamicRange.of(area),
                IlluminationUniformity.of(area),
                Sharpness.of(area),
                HeadPose.of(face.landmarks()),
                EyesOpen.of(face.landmarks()),
                MouthClosed.of(face.landmarks()),
                background);
    }

    /// The measures of the face, those first that say what to mend first: a later one means little while an earlier
    /// one is bad.
    public List<Measure> measures() {
        return List.of(
                margins,
                eyeDistance,
                brightness,
                underExposure,
                overExposure,
                dynamicRange,
                illuminationUniformity,
                headPose,
                sharpness,
                eyesOpen,
                mouthClosed);
    }

    /// The measure with the lowest mapped value, whose advice helps most; of equal ones the one to mend first.
    public Measure worst() {
        return measures().stream()
                .min(Comparator.comparingDouble(Measure::mapped))
                .orElseThrow();
    }

    /// One number for all measures of the face: the geometric mean of the mapped values, so that nothing makes up
    /// for a measure that is useless.
    ///
    /// @return 0 (useless) to 100
    public double unified() {
        List<Measure> measures = measures();
        double product = 1;
        for (Measure measure : measures) {
            product *= measure.mapped() / 100;
        }
        return 100 * Math.pow(product, 1.0 / measures.size());
    }

    /// How much a frame counts when the features of several are fused: the unified value as a share, and never
    /// nothing.
    ///
    /// @return 0.01 to 1
    public double weight() {
        return Math.max(WEIGHT_MIN, unified() / 100);
    }
}
