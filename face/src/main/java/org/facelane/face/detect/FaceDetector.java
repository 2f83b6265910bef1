package org.facelane.face.detect;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.model.DetectorModel;
import org.facelane.face.model.Network;

/// Finds the faces of an image, with a detector of one of three families ([UltraFace], [YuNet], [Scrfd]). Thread-safe.
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
            return mostCertain(candidates(inference), frame);
        }
    }

    /// The image, widened by black to the shape of the network's input: a stretched face is found less often.
    private Box frame(Image image) {
        double shape = (double) model.input().width() / model.input().height();
        double width = Math.max(image.width(), image.height() * shape);
        double height = width / shape;
        return new Box((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    private List<RawBox> candidates(Network.Inference inference) {
        List<RawBox> boxes = switch (model.family()) {
            case ULTRAFACE -> UltraFace.boxes(inference, model);
            case YUNET -> YuNet.boxes(inference, model);
            case SCRFD -> Scrfd.boxes(inference, model);
        };
        return boxes.stream()
                .sorted(Comparator.comparingDouble(RawBox::certainty).reversed())
                .limit(BOX_COUNT_MAX)
                .toList();
    }

    /// Of candidates that overlap, only the most certain, as detections in the image.
    private List<Detection> mostCertain(List<RawBox> candidates, Box frame) {
        List<Detection> kept = new ArrayList<>();
        for (RawBox candidate : candidates) {
            Detection detection = candidate.within(frame);
            if (kept.stream().noneMatch(other -> other.box().overlap(detection.box()) > model.overlapMax())) {
                kept.add(detection);
            }
        }
        kept.sort(Comparator.comparingDouble(
                        (Detection detection) -> detection.box().area())
                .reversed());
        return kept;
    }
}
