package org.facelane.face.detect;

import java.nio.FloatBuffer;
import java.util.List;
import org.facelane.face.model.DetectorModel;
import org.facelane.face.model.Network;

/// Reads the outputs of Ultra-Light-Fast-Generic-Face-Detector, whose network decodes its priors itself: corners of a
/// box in shares of the input, and the certainty of background and of face.
final class UltraFace {
    private UltraFace() {}

    static List<RawBox> boxes(Network.Inference inference, DetectorModel model) {
        FloatBuffer scores = inference.output("scores");
        FloatBuffer corners = inference.output("boxes");
        RawBox.Collection found = new RawBox.Collection(model.certaintyMin());
        for (int prior = 0; prior < scores.limit() / 2; prior++) {
            found.add(
                    corners.get(4 * prior),
                    corners.get(4 * prior + 1),
                    corners.get(4 * prior + 2),
                    corners.get(4 * prior + 3),
                    scores.get(2 * prior + 1));
        }
        return found.boxes();
    }
}
