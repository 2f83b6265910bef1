package org.facelane.face.image;

import org.facelane.face.Image;

/// Turns and mirrors a stored picture as its EXIF orientation says.
final class Upright {
    private Upright() {}

    /// @param orientation 1 to 8, as EXIF numbers them: 1 is upright, 3 upside down, 6 and 8 lie on a side, the
    ///     others are mirrored as well
    static Image turn(Image stored, int orientation) {
        if (orientation == ExifOrientation.UPRIGHT) {
            return stored;
        }
        boolean sides = orientation >= 5;
        int width = sides ? stored.height() : stored.width();
        int height = sides ? stored.width() : stored.height();
        byte[] upright = new byte[stored.rgb().length];
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from =
                        switch (orientation) {
                            case 2 -> y * stored.width() + right - x;
                            case 3 -> (bottom - y) * stored.width() + right - x;
                            case 4 -> (bottom - y) * stored.width() + x;
                            case 5 -> x * stored.width() + y;
                            case 6 -> (bottom - x) * stored.width() + y;
                            case 7 -> (bottom - x) * stored.width() + right - y;
                            case 8 -> x * stored.width() + right - y;
                            default -> throw new IllegalArgumentException("orientation is 1 to 8, got " + orientation);
                        };
                System.arraycopy(stored.rgb(), 3 * from, upright, 3 * (y * width + x), 3);
            }
        }
        return new Image(width, height, upright);
    }
}
