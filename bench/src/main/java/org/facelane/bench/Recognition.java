package org.facelane.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.template.FeatureExtraction;

/// The product's own steps from a picture to features, without the rules of acquisition: what the networks say about
/// any picture. Thread-safe.
public final class Recognition {
    /// The face taken and its features.
    public record Seen(Image image, Face face, Features features) {
        public Seen {
            requireNonNull(image, "image is null");
            requireNonNull(face, "face is null");
            requireNonNull(features, "features is null");
        }
    }

    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final FeatureExtraction extraction;

    public Recognition(ModelPack pack) {
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        extraction = new FeatureExtraction(pack);
    }

    /// Of several faces the one nearest to the middle, which is the one a portrait is of.
    public Optional<Seen> see(Image image) {
        List<Detection> detections = detector.detect(image);
        return detections.stream()
                .min((a, b) -> Double.compare(fromMiddle(image, a), fromMiddle(image, b)))
                .map(detection -> {
                    Face face = landmarks.face(image, detection);
                    return new Seen(image, face, extraction.extract(image, face));
                });
    }

    private static double fromMiddle(Image image, Detection detection) {
        return Math.hypot(
                detection.box().centre().x() - image.width() / 2.0,
                detection.box().centre().y() - image.height() / 2.0);
    }
}
