package org.facelane.face.image;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;
import org.facelane.face.Image;

/// The samples a reader delivered, and what they mean.
///
/// The conversion is done here and not by `BufferedImage.getRGB`, which would treat grey as linear light.
///
/// @param palette if the one band holds places in it
record Samples(Raster raster, Colour colour, Optional<IndexColorModel> palette) {
    /// What the samples of a file mean.
    enum Colour {
        /// One band: grey.
        GREY,
        /// Three bands: red, green, blue.
        RGB,
        /// Three bands: luma and two colour differences (JFIF).
        YCC,
        /// Four bands: the light that cyan, magenta, yellow and black let through, as Adobe writes them.
        CMYK,
        /// As CMYK, the first three as luma and colour differences.
        YCCK,
        /// What the reader's colour model says: palette, grey, colour, each with or without alpha.
        AS_READ
    }

    /// As an image: 16 bits become 8, grey becomes three equal channels, and what is transparent shows white.
    Image image() {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] rgb = new byte[3 * width * height];
        int[] palettes = palette.map(Samples::colours).orElse(new int[0]);
        int[] wide = new int[width * bands];
        byte[] row = new byte[width * bands];
        for (int y = 0; y < height; y++) {
            read(y, wide, row);
            int out = 3 * y * width;
            for (int x = 0; x < width; x++) {
                put(rgb, out + 3 * x, palettes.length > 0 ? palettes[row[x] & 0xff] : pixel(row, x * bands, bands));
            }
        }
        return new Image(width, height, rgb);
    }

    private void read(int y, int[] wide, byte[] row) {
        int left = raster.getMinX();
        int width = raster.getWidth();
        if (raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            raster.getDataElements(left, y + raster.getMinY(), width, 1, row);
            return;
        }
        raster.getPixels(left, y + raster.getMinY(), width, 1, wide);
        int shift = raster.getSampleModel().getSampleSize(0) - 8;
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) (wide[i] >> shift);
        }
    }

    private int pixel(byte[] row, int at, int bands) {
        int a = row[at] & 0xff;
        int b = bands > 1 ? row[at + 1] & 0xff : a;
        int c = bands > 2 ? row[at + 2] & 0xff : a;
        int d = bands > 3 ? row[at + 3] & 0xff : 255;
        return switch (colour) {
            case GREY -> pack(a, a, a);
            case RGB -> pack(a, b, c);
            case YCC -> fromYcc(a, b, c);
            case CMYK -> pack(a * d / 255, b * d / 255, c * d / 255);
            case YCCK -> {
                // Adobe stores ink upside down: what comes out of YCC is how much light each ink keeps.
                int light = fromYcc(a, b, c);
                yield pack((light >> 16) * d / 255, (light >> 8 & 0xff) * d / 255, (light & 0xff) * d / 255);
            }
            case AS_READ -> bands == 2 ? overWhite(a, a, a, b) : overWhite(a, b, c, d);
        };
    }

    private static int fromYcc(int y, int cb, int cr) {
        int blue = cb - 128;
        int red = cr - 128;
        // ITU-T T.871, in 1/65536.
        int r = y + (91_881 * red + 32_768 >> 16);
        int g = y - (22_554 * blue + 46_802 * red + 32_768 >> 16);
        int b = y + (116_130 * blue + 32_768 >> 16);
        return pack(Math.clamp(r, 0, 255), Math.clamp(g, 0, 255), Math.clamp(b, 0, 255));
    }

    private static int overWhite(int red, int green, int blue, int alpha) {
        if (alpha == 255) {
            return pack(red, green, blue);
        }
        int white = 255 * (255 - alpha);
        return pack((red * alpha + white) / 255, (green * alpha + white) / 255, (blue * alpha + white) / 255);
    }

    private static int[] colours(IndexColorModel palette) {
        int[] colours = new int[256];
        for (int i = 0; i < Math.min(256, palette.getMapSize()); i++) {
            colours[i] = overWhite(palette.getRed(i), palette.getGreen(i), palette.getBlue(i), palette.getAlpha(i));
        }
        return colours;
    }

    private static int pack(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    private static void put(byte[] rgb, int at, int pixel) {
        rgb[at] = (byte) (pixel >> 16);
        rgb[at + 1] = (byte) (pixel >> 8);
        rgb[at + 2] = (byte) pixel;
    }
}
