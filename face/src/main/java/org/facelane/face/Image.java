package org.facelane.face;

import static java.util.Objects.requireNonNull;

/// A picture in memory, 8 bits a channel, upright, in sRGB as the decoder delivered it.
///
/// Row by row from the top left, three bytes a pixel in the order red, green, blue. The bytes are shared, not copied:
/// whoever hands them over must not write to them again. Immutable by that contract, and so safe for use by several
/// threads. No store takes an `Image`; it lives in memory and is forgotten.
///
/// @param width in pixels, at least 1
/// @param height in pixels, at least 1
/// @param rgb exactly `3 · width · height` bytes
public record Image(int width, int height, byte[] rgb) {
    public Image {
        requireNonNull(rgb, "rgb is null");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image of " + width + " × " + height + " pixels cannot exist");
        }
        if (rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "expected " + 3L * width * height + " bytes for " + width + " × " + height + ", got " + rgb.length);
        }
    }

    /// @return 0 to 255
    public int red(int x, int y) {
        return rgb[3 * (y * width + x)] & 0xff;
    }

    /// @return 0 to 255
    public int green(int x, int y) {
        return rgb[3 * (y * width + x) + 1] & 0xff;
    }

    /// @return 0 to 255
    public int blue(int x, int y) {
        return rgb[3 * (y * width + x) + 2] & 0xff;
    }

    /// The luma of ITU-R BT.601, which the landmark model and the quality measures use.
    ///
    /// @return 0 to 255
    public double luma(int x, int y) {
        return 0.299 * red(x, y) + 0.587 * green(x, y) + 0.114 * blue(x, y);
    }

    /// Never the pixels: a picture must not reach a log by accident.
    @Override
    public String toString() {
        return "Image[" + width + " × " + height + "]";
    }
}
