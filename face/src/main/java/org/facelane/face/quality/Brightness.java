package org.facelane.face.quality;

import org.facelane.face.Face;
import org.facelane.face.Image;

/// How light the face is.
///
/// @param mean luma of the face, 0 to 255
/// @param darkShare share of its pixels too dark to show anything, 0 to 1
/// @param brightShare share of its pixels too bright to show anything, 0 to 1
/// @param status whether enough of the face lies in the image
public record Brightness(double mean, double darkShare, double brightShare, Assessment status) {
    static Brightness of(Image image, Face face) {
        throw new UnsupportedOperationException();
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        throw new UnsupportedOperationException();
    }
}
