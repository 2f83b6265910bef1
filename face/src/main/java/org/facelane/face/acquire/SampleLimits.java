package org.facelane.face.acquire;

import java.util.Optional;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.quality.Assessment;
import org.facelane.face.quality.Quality;

/// What a face in an image must be like to become features.
///
/// @param eyeDistanceMin pixels between the eyes
/// @param brightnessMin mean luma of the face, 0 to 255
/// @param brightnessMax mean luma of the face, 0 to 255
/// @param detailMin least [org.facelane.face.quality.Sharpness#detail()]
/// @param yawMax degrees to either side
/// @param pitchMax degrees up or down
/// @param rollMax degrees to either shoulder
/// @param unifiedMin least [Quality#unified()], 0 to 100
public record SampleLimits(
        double eyeDistanceMin,
        double brightnessMin,
        double brightnessMax,
        double detailMin,
        double yawMax,
        double pitchMax,
        double rollMax,
        double unifiedMin) {
    /// A face reaches beyond its box's edge by this share of the box before it counts as cut off: the detector's
    /// boxes are not exact.
    private static final double BEYOND_EDGE_MAX = 0.05;

    public SampleLimits {
        if (!(eyeDistanceMin > 0 && detailMin >= 0 && yawMax > 0 && pitchMax > 0 && rollMax > 0)) {
            throw new IllegalArgumentException("limits of a sample are above 0, got eye distance " + eyeDistanceMin
                    + ", detail " + detailMin + ", yaw " + yawMax + ", pitch " + pitchMax + ", roll " + rollMax);
        }
        if (!(0 <= unifiedMin && unifiedMin < 100)) {
            throw new IllegalArgumentException("the least unified quality lies within 0 to 100, got " + unifiedMin);
        }
        if (!(0 <= brightnessMin && brightnessMin < brightnessMax && brightnessMax <= 255)) {
            throw new IllegalArgumentException(
                    "brightness lies within 0 to 255, got " + brightnessMin + " to " + brightnessMax);
        }
    }

    /// The same limits with another least eye distance.
    public SampleLimits withEyeDistanceMin(double pixels) {
        return new SampleLimits(pixels, brightnessMin, brightnessMax, detailMin, yawMax, pitchMax, rollMax, unifiedMin);
    }

    /// What keeps this face from becoming features: of several reasons the one to mend first, since the later
    /// measures mean little while an earlier one fails; of a face that keeps every limit of a single measure and is
    /// bad all the same, the one that is worst.
    public Optional<AcquisitionFailure> failure(Image image, Face face, Quality quality) {
        if (cutOff(image, face.box())) {
            return Optional.of(AcquisitionFailure.FACE_CUT_OFF);
        }
        if (quality.eyeDistance().pixels() < eyeDistanceMin) {
            return Optional.of(AcquisitionFailure.FACE_TOO_SMALL);
        }
        if (quality.brightness().mean() < brightnessMin) {
            return Optional.of(AcquisitionFailure.TOO_DARK);
        }
        if (quality.brightness().mean() > brightnessMax) {
            return Optional.of(AcquisitionFailure.TOO_BRIGHT);
        }
        if (quality.headPose().status() == Assessment.NOT_ASSESSABLE
                || Math.abs(quality.headPose().yaw()) > yawMax
                || Math.abs(quality.headPose().pitch()) > pitchMax) {
            return Optional.of(AcquisitionFailure.HEAD_TURNED);
        }
        if (Math.abs(quality.headPose().roll()) > rollMax) {
            return Optional.of(AcquisitionFailure.HEAD_TILTED);
        }
        if (quality.sharpness().detail() < detailMin) {
            return Optional.of(AcquisitionFailure.TOO_BLURRED);
        }
        return quality.unified() < unifiedMin ? Optional.of(AcquisitionFailure.of(quality.worst())) : Optional.empty();
    }

    private static boolean cutOff(Image image, Box box) {
        double slack = BEYOND_EDGE_MAX * box.height();
        return box.x() < -slack
                || box.y() < -slack
                || box.x() + box.width() > image.width() + slack
                || box.y() + box.height() > image.height() + slack;
    }
}
