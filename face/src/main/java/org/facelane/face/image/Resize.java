package org.facelane.face.image;

import org.facelane.face.Box;
import org.facelane.face.Image;

/// Pieces of an image as images: averaged where they shrink, interpolated bilinearly where they grow.
public final class Resize {
    private Resize() {}

    /// `box`, stretched over `width` × `height` pixels; black beyond the image's edge.
    public static Image crop(Image image, Box box, int width, int height) {
        CropRows rows = new CropRows(image, box, width, height);
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        float[] line = new float[3 * width];
        for (int v = 0; v < height; v++) {
            rows.row(v, line);
            round(line, rgb, 3 * v * width);
        }
        return new Image(width, height, rgb);
    }

    /// The piece of the image that `warp` brings onto `width` × `height` pixels; black beyond the image's edge.
    public static Image warp(Image image, Warp warp, int width, int height) {
        WarpRows rows = new WarpRows(image, warp, width);
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        float[] line = new float[3 * width];
        for (int v = 0; v < height; v++) {
            rows.row(v, line);
            round(line, rgb, 3 * v * width);
        }
        return new Image(width, height, rgb);
    }

    /// The image with its long side at most `sideMax` pixels; the same image if it is no larger.
    public static Image within(Image image, int sideMax) {
        int side = Math.max(image.width(), image.height());
        if (side <= sideMax) {
            return image;
        }
        int width = Math.max(1, (int) Math.round((double) image.width() * sideMax / side));
        int height = Math.max(1, (int) Math.round((double) image.height() * sideMax / side));
        return crop(image, new Box(0, 0, image.width(), image.height()), width, height);
    }

    /// The image seen in a mirror.
    public static Image mirrored(Image image) {
        byte[] mirrored = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            int row = 3 * y * image.width();
            for (int x = 0; x < image.width(); x++) {
                System.arraycopy(image.rgb(), row + 3 * x, mirrored, row + 3 * (image.width() - 1 - x), 3);
            }
        }
        return new Image(image.width(), image.height(), mirrored);
    }

    private static void round(float[] line, byte[] rgb, int offset) {
        for (int i = 0; i < line.length; i++) {
            rgb[offset + i] = (byte) Math.clamp(Math.round(line[i]), 0, 255);
        }
    }
}
