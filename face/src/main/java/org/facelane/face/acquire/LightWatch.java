package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Threshold;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.FaceLight;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightResponse;
import org.facelane.face.template.FeatureExtraction;

/// Whether the person before a lane's screen is lit by it: the nearest face of each frame, and whether it is the one
/// that the lane looked at before. Thread-safe; costs a detection for each frame, and features of one.
public final class LightWatch {
    /// A face in coloured light is less like itself.
    private static final Threshold SAME_PERSON = Threshold.forFmr(1e-2);

    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final FeatureExtraction extraction;
    private final Calibration calibration;

    /// @throws IllegalArgumentException if the pack has no calibration
    public LightWatch(ModelPack pack) {
        requireNonNull(pack, "pack is null");
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        extraction = new FeatureExtraction(pack);
        calibration =
                pack.calibration().orElseThrow(() -> new IllegalArgumentException("the model pack has no calibration"));
    }

    /// A frame taken while the colours were shown.
    ///
    /// @param at since the first colour was shown
    public record LitFrame(Duration at, Image image) {
        public LitFrame {
            requireNonNull(at, "at is null");
            requireNonNull(image, "image is null");
        }
    }

    /// @param person as the lane saw it before
    /// @return unanswered too if the frames show nobody, or somebody else
    public LightResponse.Verdict judge(LightChallenge challenge, List<LitFrame> frames, Features person) {
        List<LightChallenge.Look> looks = new ArrayList<>();
        boolean same = false;
        for (LitFrame frame : frames) {
            List<Detection> faces = detector.detect(frame.image());
            if (!faces.isEmpty()) {
                Detection nearest = faces.getFirst();
                FaceLight.of(frame.image(), nearest.box())
                        .ifPresent(light -> looks.add(new LightChallenge.Look(frame.at(), light)));
                same = same || isSame(frame.image(), nearest, person);
            }
        }
        return same ? challenge.judge(looks).verdict() : LightResponse.Verdict.UNANSWERED;
    }

    private boolean isSame(Image image, Detection face, Features person) {
        Features features = extraction.extract(image, landmarks.face(image, face));
        double similarity = features.similarity(person);
        features.overwrite();
        return SAME_PERSON.reachedBy(calibration.score(similarity));
    }
}
