package org.facelane.face.image;

import org.facelane.face.Box;
import org.facelane.face.Image;

/// Pieces of an image as images: averaged where they shrink, interpolated bilinearly where they grow.
public final class Resize {
    private Resize() {}

    /// `box`, stretched over `width` × `height` pixels; black beyond the image's edge.
    public static Image crop(Image image, Box box, int width, int height) {
        throw new UnsupportedOperationException();
    }

    /// The image with its long side at most `sideMax` pixels; the same image if it is no larger.
    public static Image within(Image image, int sideMax) {
        throw new UnsupportedOperationException();
    }

    /// The image seen in a mirror.
    public static Image mirrored(Image image) {
        throw new UnsupportedOperationException();
    }
}
