package org.facelane.face.detect;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.model.DetectorModel;
import org.facelane.face.model.Network;

/// Finds the faces of an image. Thread-safe.
public final class FaceDetector {
    /// Boxes that enter the suppression of overlaps; more are never a crowd but a broken network.
    private static final int BOX_COUNT_MAX = 750;

    private final DetectorModel model;

    public FaceDetector(DetectorModel model) {
        this.model = requireNonNull(model, "model is null");
    }

    /// @return every face found, the largest first
    public List<Detection> detect(Image image) {
        Box frame = frame(image);
        try (Network.Inference inference = model.network().borrow()) {
            model.input().crop(image, frame, inference.input());
            inference.run();
            return mostCertain(candidates(inference.output("scores"), inference.output("boxes"), frame));
        }
    }

    /// The image, widened by black to the shape of the network's input: a stretched face is found less often.
    private Box frame(Image image) {
        double shape = (double) model.input().width() / model.input().height();
        double width = Math.max(image.width(), image.height() * shape);
        double height = width / shape;
        return new Box((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    private List<Detection> candidates(FloatBuffer scores, FloatBuffer boxes, Box frame) {
        List<Detection> candidates = new ArrayList<>();
        for (int prior = 0; prior < model.priorCount(); prior++) {
            double certainty = scores.get(2 * prior + 1);
            double x = frame.x() + boxes.get(4 * prior) * frame.width();
            double y = frame.y() + boxes.get(4 * prior + 1) * frame.height();
            double width = frame.x() + boxes.get(4 * prior + 2) * frame.width() - x;
            double height = frame.y() + boxes.get(4 * prior + 3) * frame.height() - y;
            if (certainty >= model.certaintyMin() && width > 0 && height > 0) {
                candidates.add(new Detection(new Box(x, y, width, height), Math.min(1, certainty)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Detection::certainty).reversed());
        return candidates.subList(0, Math.min(candidates.size(), BOX_COUNT_MAX));
    }

    /// Of candidates that overlap, only the most certain.
    private List<Detection> mostCertain(List<Detection> candidates) {
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : candidates) {
            if (kept.stream().noneMatch(other -> other.box().overlap(candidate.box()) > model.overlapMax())) {
                kept.add(candidate);
            }
        }
        kept.sort(Comparator.comparingDouble(
                        (Detection detection) -> detection.box().area())
                .reversed());
        return kept;
    }
}
