package org.facelane.venue.code;

import org.facelane.face.Image;

/// How light a picture is, a byte a pixel, row by row. The values are not copied: whoever makes it does not change them
/// afterwards.
record Luma(byte[] values, int width, int height) {
    static Luma of(Image image) {
        byte[] values = new byte[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < values.length; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            values[i] = (byte) ((77 * red + 150 * green + 29 * blue) >> 8);
        }
        return new Luma(values, image.width(), image.height());
    }

    /// Between the pixels too; the middle of the first pixel is at 0.5.
    double at(double x, double y) {
        double column = Math.clamp(x - 0.5, 0, width - 1.001);
        double row = Math.clamp(y - 0.5, 0, height - 1.001);
        int left = (int) column;
        int top = (int) row;
        double right = column - left;
        double below = row - top;
        int at = top * width + left;
        return (1 - below) * ((1 - right) * (values[at] & 0xff) + right * (values[at + 1] & 0xff))
                + below * ((1 - right) * (values[at + width] & 0xff) + right * (values[at + width + 1] & 0xff));
    }

    /// A part, every pixel so many times as wide and high, with what lies between.
    Luma enlarged(int left, int top, int columns, int rows, int timesAcross, int timesDown) {
        byte[] large = new byte[timesAcross * columns * timesDown * rows];
        int at = 0;
        for (int y = 0; y < timesDown * rows; y++) {
            for (int x = 0; x < timesAcross * columns; x++) {
                large[at++] = (byte) Math.round(at(left + (x + 0.5) / timesAcross, top + (y + 0.5) / timesDown));
            }
        }
        return new Luma(large, timesAcross * columns, timesDown * rows);
    }
}
