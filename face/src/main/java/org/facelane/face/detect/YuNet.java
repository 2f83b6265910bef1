package org.facelane.face.detect;

import java.nio.FloatBuffer;
import java.util.List;
import org.facelane.face.model.DetectorFamily;
import org.facelane.face.model.DetectorModel;
import org.facelane.face.model.Network;

/// Reads the outputs of YuNet (Wu and others 2023) as its author decodes them in OpenCV's FaceDetectorYN: one row a
/// cell of three grids, row by row.
///
/// `certainty = √(cls · obj)`; with the cell's column c and row r, the box's middle lies at `((c + dx) · stride,
/// (r + dy) · stride)`, its sides are `exp(w) · stride` and `exp(h) · stride`. The five landmarks in `kps_*` are not
/// needed: 68 are found in the box.
final class YuNet {
    private YuNet() {}

    static List<RawBox> boxes(Network.Inference inference, DetectorModel model) {
        RawBox.Collection found = new RawBox.Collection(model.certaintyMin());
        for (int stride : DetectorFamily.STRIDES) {
            FloatBuffer classes = inference.output("cls_" + stride);
            FloatBuffer objects = inference.output("obj_" + stride);
            FloatBuffer boxes = inference.output("bbox_" + stride);
            double width = (double) stride / model.input().width();
            double height = (double) stride / model.input().height();
            int columns = model.input().width() / stride;
            for (int cell = 0; cell < classes.limit(); cell++) {
                int column = cell % columns;
                int row = cell / columns;
                double x = (column + boxes.get(4 * cell)) * width;
                double y = (row + boxes.get(4 * cell + 1)) * height;
                double halfWidth = Math.exp(boxes.get(4 * cell + 2)) * width / 2;
                double halfHeight = Math.exp(boxes.get(4 * cell + 3)) * height / 2;
                double certainty = Math.sqrt(share(classes.get(cell)) * share(objects.get(cell)));
                found.add(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, certainty);
            }
        }
        return found.boxes();
    }

    private static double share(double value) {
        return Math.clamp(value, 0, 1);
    }
}
