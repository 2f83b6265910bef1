package org.facelane.face.image;

import java.util.random.RandomGenerator;
import org.facelane.face.Image;

/// Made-up images for tests.
final class Pictures {
    private Pictures() {}

    /// Each channel rises evenly, so that every interpolated value is known: red with x, green with y, blue with
    /// both.
    static Image ramp(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (2 * x);
                rgb[at + 1] = (byte) (2 * y);
                rgb[at + 2] = (byte) (x + y);
            }
        }
        return new Image(width, height, rgb);
    }

    static Image noise(int width, int height, RandomGenerator random) {
        byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return new Image(width, height, rgb);
    }

    static Image plain(int width, int height, int red, int green, int blue) {
        byte[] rgb = new byte[3 * width * height];
        for (int at = 0; at < rgb.length; at += 3) {
            rgb[at] = (byte) red;
            rgb[at + 1] = (byte) green;
            rgb[at + 2] = (byte) blue;
        }
        return new Image(width, height, rgb);
    }
}
