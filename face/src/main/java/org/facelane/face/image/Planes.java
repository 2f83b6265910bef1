package org.facelane.face.image;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import org.facelane.face.Box;
import org.facelane.face.Image;

/// The numbers that a network takes in place of pixels: one plane after the other (NCHW), each row by row, each value
/// `(channel − mean) / scale` of a channel from 0 to 255.
///
/// Whatever lies beyond the image's edge is black. Where the source is shrunk, its pixels are averaged; where it is
/// enlarged, they are interpolated bilinearly. Immutable and safe for use by several threads; the buffer is the
/// caller's and is written from index 0, whatever its position.
///
/// @param channels which planes
/// @param width of a plane
/// @param height of a plane
/// @param mean 0 to 255
/// @param scale above 0
public record Planes(Channels channels, int width, int height, double mean, double scale) {
    public Planes {
        requireNonNull(channels, "channels is null");
        if (width < 1 || height < 1 || !(scale > 0) || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("planes of " + width + " × " + height + " pixels, mean " + mean
                    + " and scale " + scale + " cannot be");
        }
    }

    /// How many floats a buffer must hold.
    public int floatCount() {
        return channels.count() * width * height;
    }

    /// Fills `out` with `box`, stretched over the planes. The whole image is `new Box(0, 0, width, height)`.
    public void crop(Image image, Box box, FloatBuffer out) {
        throw new UnsupportedOperationException();
    }

    /// Fills `out` with the piece of the image that `warp` brings onto the planes.
    public void warp(Image image, Warp warp, FloatBuffer out) {
        throw new UnsupportedOperationException();
    }

    /// Swaps left and right of filled planes in place.
    public void mirror(FloatBuffer planes) {
        throw new UnsupportedOperationException();
    }
}
