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
        requireRoom(out);
        CropRows rows = new CropRows(image, box, width, height);
        float[] line = new float[3 * width];
        float[] plane = new float[width];
        for (int v = 0; v < height; v++) {
            rows.row(v, line);
            put(v, line, plane, out);
        }
    }

    /// Fills `out` with the piece of the image that `warp` brings onto the planes.
    public void warp(Image image, Warp warp, FloatBuffer out) {
        requireRoom(out);
        WarpRows rows = new WarpRows(image, warp, width);
        float[] line = new float[3 * width];
        float[] plane = new float[width];
        for (int v = 0; v < height; v++) {
            rows.row(v, line);
            put(v, line, plane, out);
        }
    }

    /// Swaps left and right of filled planes in place.
    public void mirror(FloatBuffer planes) {
        requireRoom(planes);
        for (int row = 0; row < channels.count() * height; row++) {
            for (int left = row * width, right = left + width - 1; left < right; left++, right--) {
                float kept = planes.get(left);
                planes.put(left, planes.get(right));
                planes.put(right, kept);
            }
        }
    }

    private void put(int v, float[] line, float[] plane, FloatBuffer out) {
        for (int c = 0; c < channels.count(); c++) {
            for (int u = 0; u < width; u++) {
                plane[u] = (float) ((channel(line, 3 * u, c) - mean) / scale);
            }
            out.put((c * height + v) * width, plane);
        }
    }

    private float channel(float[] line, int pixel, int plane) {
        return switch (channels) {
            case RGB -> line[pixel + plane];
            case BGR -> line[pixel + 2 - plane];
            case GREY -> 0.299f * line[pixel] + 0.587f * line[pixel + 1] + 0.114f * line[pixel + 2];
        };
    }

    private void requireRoom(FloatBuffer buffer) {
        if (buffer.limit() < floatCount()) {
            throw new IllegalArgumentException("expected room for " + floatCount() + " floats, got " + buffer.limit());
        }
    }
}
