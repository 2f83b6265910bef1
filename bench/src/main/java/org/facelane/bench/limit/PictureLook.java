package org.facelane.bench.limit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.facelane.bench.Pictures;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.SampleLimits;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.quality.Quality;

/// What the quality measures and the limits say of one picture. Limits are those for a face of any size, since the
/// faces of news photographs of 250 pixels are smaller than those at a lane.
///
/// @param lane whether a lane would use it
/// @param selfie whether enrolment would
record PictureLook(Quality quality, boolean lane, boolean selfie) {
    private static final SampleLimits LANE = LaneLimits.DEFAULT.sample().withEyeDistanceMin(1);
    private static final SampleLimits SELFIE = SelfieLimits.DEFAULT.sample().withEyeDistanceMin(1);

    PictureLook {
        requireNonNull(quality, "quality is null");
    }

    static PictureLook of(Path file, FaceDetector detector, LandmarkFinder landmarks) {
        Image image = Pictures.read(file);
        Optional<Detection> nearest =
                detector.detect(image).stream().min(Comparator.comparingDouble(found -> fromMiddle(image, found)));
        Face face = landmarks.face(image, nearest.orElseThrow());
        Quality quality = Quality.of(image, face);
        return new PictureLook(
                quality,
                LANE.failure(image, face, quality).isEmpty(),
                SELFIE.failure(image, face, quality).isEmpty());
    }

    double yaw() {
        return quality.headPose().yaw();
    }

    double pitch() {
        return quality.headPose().pitch();
    }

    double detail() {
        return quality.sharpness().detail();
    }

    private static double fromMiddle(Image image, Detection found) {
        return Math.hypot(
                found.box().centre().x() - image.width() / 2.0,
                found.box().centre().y() - image.height() / 2.0);
    }
}
