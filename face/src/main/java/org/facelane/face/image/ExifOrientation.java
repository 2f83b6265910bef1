package org.facelane.face.image;

import org.facelane.face.Image;

/// The one thing in EXIF data that changes how a picture looks: which way is up.
///
/// Nothing else is read. Data that make no sense count as upright, since a picture is no worse for them.
final class ExifOrientation {
    /// Upright.
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRIES_MAX = 1_000;

    private ExifOrientation() {}

    /// @param from where the TIFF header (`II` or `MM`) starts
    /// @param end one past the last byte of the data
    /// @return 1 to 8
    static int read(FileBytes file, int from, int end) {
        if (end - from < 14) {
            return UPRIGHT;
        }
        boolean little = file.starts(from, 'I', 'I', 42, 0);
        if (!little && !file.starts(from, 'M', 'M', 0, 42)) {
            return UPRIGHT;
        }
        long directory = from + number(file, little, from + 4, 4);
        if (directory + 2 > end) {
            return UPRIGHT;
        }
        int first = (int) directory + 2;
        long count = Math.min(ENTRIES_MAX, number(file, little, (int) directory, 2));
        for (int entry = first; count > 0 && entry + 12 <= end; entry += 12, count--) {
            if (number(file, little, entry, 2) == TAG && number(file, little, entry + 2, 2) == TYPE_SHORT) {
                int orientation = (int) number(file, little, entry + 8, 2);
                return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static long number(FileBytes file, boolean little, int index, int count) {
        return little ? file.littleEndian(index, count) : file.bigEndian(index, count);
    }

    /// Turns and mirrors a stored picture so that it is upright.
    ///
    /// @param orientation 1 to 8, as EXIF numbers them: 1 is upright, 3 upside down, 6 and 8 lie on a side, the
    ///     others are mirrored as well
    static Image turn(Image stored, int orientation) {
        if (orientation == UPRIGHT) {
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
                int from = switch (orientation) {
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
