package org.facelane.face.quality;

import org.facelane.face.Face;
import org.facelane.face.Image;

/// Sharpness of the face.
///
/// @param detail see below, 0 or more
/// @param status whether enough of the face lies in the image
public record Sharpness(double detail, Assessment status) {
    static Sharpness of(Image image, Face face) {
        throw new UnsupportedOperationException();
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        throw new UnsupportedOperationException();
    }
}
