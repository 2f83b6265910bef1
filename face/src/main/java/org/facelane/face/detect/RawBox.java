package org.facelane.face.detect;

import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Box;

/// A box as a detector sees it, in shares of its input.
///
/// @param left 0 to 1, or somewhat beyond
/// @param top 0 to 1, or somewhat beyond
/// @param right above `left`
/// @param bottom above `top`
/// @param certainty 0 to 1
record RawBox(double left, double top, double right, double bottom, double certainty) {
    /// Collects the boxes that are certain enough and have a size.
    static final class Collection {
        private final double certaintyMin;
        private final List<RawBox> boxes = new ArrayList<>();

        Collection(double certaintyMin) {
            this.certaintyMin = certaintyMin;
        }

        void add(double left, double top, double right, double bottom, double certainty) {
            if (certainty >= certaintyMin && right > left && bottom > top) {
                boxes.add(new RawBox(left, top, right, bottom, Math.min(1, certainty)));
            }
        }

        List<RawBox> boxes() {
            return boxes;
        }
    }

    /// The box in the image, of which the detector saw `frame`.
    Detection within(Box frame) {
        Box box = new Box(
                frame.x() + left * frame.width(),
                frame.y() + top * frame.height(),
                (right - left) * frame.width(),
                (bottom - top) * frame.height());
        return new Detection(box, certainty);
    }
}
