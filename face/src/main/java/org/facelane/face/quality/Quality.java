package org.facelane.face.quality;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Face;
import org.facelane.face.Image;

/// All measures of one face in one image.
///
/// Cost: about 1 ms for a face of a lane's frame.
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
        MouthWidth mouthWidth,
        FaceOcclusion faceOcclusion,
        Optional<BackgroundUniformity> background) {
    private static final double WEIGHT_MIN = 0.01;

    /// One useless measure does not hide all others.
    private static final double MAPPED_MIN = 1;

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
        requireNonNull(mouthWidth, "mouthWidth is null");
        requireNonNull(faceOcclusion, "faceOcclusion is null");
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
                MouthWidth.of(face.landmarks()),
                FaceOcclusion.of(area),
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
                faceOcclusion,
                eyesOpen,
                mouthClosed,
                mouthWidth);
    }

    /// The measure that takes most from [#unified()], whose advice helps most; of equal ones the one to mend first.
    public Measure worst() {
        return measures().stream()
                .min(Comparator.comparingDouble(Quality::left))
                .orElseThrow();
    }

    /// What share of its similarity to other pictures of the same person this picture keeps, as far as measures can
    /// tell: the product of the mapped values as shares, each raised to its weight, so that nothing makes up for a
    /// measure that is useless. 0 if a measure that counts could not be assessed.
    ///
    /// @return 0 (useless) to 100
    public double unified() {
        double product = 100;
        for (Measure measure : measures()) {
            product *= left(measure);
        }
        return product;
    }

    /// What a measure leaves of the unified value, 0 to 1.
    private static double left(Measure measure) {
        double weight = weightOf(measure);
        if (weight > 0 && measure.status() == Assessment.NOT_ASSESSABLE) {
            return 0;
        }
        return Math.pow(Math.max(MAPPED_MIN, measure.mapped()) / 100, weight);
    }

    /// Fitted to how alike pictures of 845 people and spoilt copies of them are to others of the same person (LFW);
    /// a measure with weight 0 told nothing that the others do not tell. Nothing in those pictures is cut off:
    /// margins are a matter of limits. How well they do stands in `docs/accuracy/quality.md`.
    private static double weightOf(Measure measure) {
        return switch (measure) {
            case EyeDistance _ -> 0.065;
            case UnderExposure _ -> 0.63;
            case OverExposure _ -> 0.355;
            case DynamicRange _ -> 0.08;
            case HeadPose _ -> 0.29;
            case Sharpness _ -> 0.17;
            case FaceOcclusion _ -> 0.15;
            case EyesOpen _ -> 0.035;
            case MouthClosed _ -> 0.06;
            case Margins _, Brightness _, IlluminationUniformity _, MouthWidth _ -> 0;
        };
    }

    /// How much a frame counts when the features of several are fused: the unified value as a share, and never
    /// nothing.
    ///
    /// @return 0.01 to 1
    public double weight() {
        return Math.max(WEIGHT_MIN, unified() / 100);
    }
}
