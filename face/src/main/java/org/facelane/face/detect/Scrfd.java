package org.facelane.face.detect;

import java.nio.FloatBuffer;
import java.util.List;
import org.facelane.face.model.DetectorFamily;
import org.facelane.face.model.DetectorModel;
import org.facelane.face.model.Network;

/// Reads the outputs of SCRFD (Guo and others 2021) as InsightFace decodes them: two rows a cell of three grids, row by
/// row.
///
/// With the cell's column c and row r, the anchor lies at `(c · stride, r · stride)`, and the row holds the distances
/// from there to the box's left, top, right and bottom, in strides. The certainty is the score as it stands. The five
/// landmarks are not needed: 68 are found in the box.
final class Scrfd {
    private Scrfd() {}

    static List<RawBox> boxes(Network.Inference inference, DetectorModel model) {
        RawBox.Collection found = new RawBox.Collection(model.certaintyMin());
        List<String> outputs = model.network().outputs();
        int strides = DetectorFamily.STRIDES.size();
        for (int i = 0; i < strides; i++) {
            int stride = DetectorFamily.STRIDES.get(i);
            FloatBuffer scores = inference.output(outputs.get(i));
            FloatBuffer distances = inference.output(outputs.get(strides + i));
            double column = (double) stride / model.input().width();
            double row = (double) stride / model.input().height();
            int columns = model.input().width() / stride;
            for (int k = 0; k < scores.limit(); k++) {
                int cell = k / DetectorFamily.SCRFD_ANCHORS;
                int x = cell % columns;
                int y = cell / columns;
                found.add(
                        (x - distances.get(4 * k)) * column,
                        (y - distances.get(4 * k + 1)) * row,
                        (x + distances.get(4 * k + 2)) * column,
                        (y + distances.get(4 * k + 3)) * row,
                        scores.get(k));
            }
        }
        return found.boxes();
    }
}
