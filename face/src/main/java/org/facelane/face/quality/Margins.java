package org.facelane.face.quality;

import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;

/// How far the face stays from the picture's edges (ISO/IEC 29794-5: leftward, rightward, downward crop and margin
/// above).
///
/// `mapped = 100 · clamp((margin + 0.2) / 0.3)`.
///
/// @param margin distance from the face's box to the nearest edge of the picture, divided by the box's height; below 0
///     where the face reaches beyond it
public record Margins(double margin) implements Measure {
    static Margins of(Image image, Face face) {
        Box box = face.box();
        double across = Math.min(box.x(), image.width() - box.x() - box.width());
        double down = Math.min(box.y(), image.height() - box.y() - box.height());
        return new Margins(Math.min(across, down) / box.height());
    }

    @Override
    public double mapped() {
        return 100 * Math.clamp((margin + 0.2) / 0.3, 0, 1);
    }

    /// @return always [Assessment#ASSESSED]
    @Override
    public Assessment status() {
        return Assessment.ASSESSED;
    }
}
