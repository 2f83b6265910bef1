package org.facelane.face.image;

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
}
