package org.facelane.face.pad;

import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;

/// The regular pattern of a screen's pixels or a print's dots, or the moiré that a camera makes of them: a peak in the
/// spectrum of the face at native resolution, in brightness or in colour, above the frequencies around it.
///
/// A face has no such peak; its spectrum falls off evenly. A camera too coarse for the pattern shows nothing of it, so
/// that no peak says nothing.
final class ScreenPattern {
    private static final int SIDE = Spectrum.SIDE;

    /// Below this many cycles a tile lie the features of a face.
    private static final int LOWEST = 14;

    /// What is around a frequency: this far in every direction, and not nearer than half of it.
    private static final int AROUND = 5;

    private static final int NEAR = 2;
    private static final double[] WINDOW = window();

    private ScreenPattern() {}

    /// The strongest peak.
    ///
    /// @return natural logarithm of its power over the mean power around it; about 2 to 3 for a face, 0 where the
    ///     face is smaller than half a tile
    static double of(Image image, Face face) {
        Box box = face.box();
        if (Math.min(image.width(), image.height()) < SIDE || box.height() < SIDE / 2.0) {
            return 0;
        }
        double[][] powers = new double[2][SIDE * SIDE];
        Spectrum spectrum = new Spectrum();
        int across = box.width() >= 1.6 * SIDE ? 2 : 1;
        int down = box.height() >= 1.6 * SIDE ? 2 : 1;
        for (int j = 0; j < down; j++) {
            for (int i = 0; i < across; i++) {
                double x = box.centre().x() + (i - (across - 1) / 2.0) * 0.8 * SIDE;
                double y = box.centre().y() + (j - (down - 1) / 2.0) * 0.8 * SIDE;
                add(image, x, y, spectrum, powers);
            }
        }
        return Math.max(peak(powers[0]), peak(powers[1]));
    }

    private static void add(Image image, double x, double y, Spectrum spectrum, double[][] powers) {
        int left = (int) Math.clamp(x - SIDE / 2.0, 0, image.width() - (double) SIDE);
        int top = (int) Math.clamp(y - SIDE / 2.0, 0, image.height() - (double) SIDE);
        double[] brightness = new double[SIDE * SIDE];
        double[] colour = new double[SIDE * SIDE];
        double meanBrightness = 0;
        double meanColour = 0;
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                int i = v * SIDE + u;
                int red = image.red(left + u, top + v);
                int green = image.green(left + u, top + v);
                int blue = image.blue(left + u, top + v);
                brightness[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
                colour[i] = red - blue;
                meanBrightness += brightness[i] / (SIDE * SIDE);
                meanColour += colour[i] / (SIDE * SIDE);
            }
        }
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                int i = v * SIDE + u;
                brightness[i] = (brightness[i] - meanBrightness) * WINDOW[u] * WINDOW[v];
                colour[i] = (colour[i] - meanColour) * WINDOW[u] * WINDOW[v];
            }
        }
        spectrum.add(brightness, colour, powers);
    }

    private static double peak(double[] power) {
        double floor = 1e-3 * SIDE * SIDE;
        double[] sums = sums(power);
        double highest = 1;
        for (int v = 0; v <= SIDE / 2; v++) {
            for (int u = -SIDE / 2 + 1; u <= SIDE / 2; u++) {
                boolean high = u * u + v * v >= LOWEST * LOWEST;
                if (high && !isOfBlocks(u, v)) {
                    double middle = power[v % SIDE * SIDE + (u + SIDE) % SIDE];
                    double all = sum(sums, u, v, AROUND);
                    double near = sum(sums, u, v, NEAR);
                    int count = (2 * AROUND + 1) * (2 * AROUND + 1) - (2 * NEAR + 1) * (2 * NEAR + 1);
                    highest = Math.max(highest, middle / ((all - near) / count + floor));
                }
            }
        }
        return Math.log(highest);
    }

    /// The blocks of JPEG repeat every 8 pixels (every 16 in colour), along the axes.
    private static boolean isOfBlocks(int u, int v) {
        return (Math.abs(v) <= 1 || Math.abs(u) <= 1)
                && (nearMultiple(u, SIDE / 16) || Math.abs(u) <= 1)
                && (nearMultiple(v, SIDE / 16) || Math.abs(v) <= 1);
    }

    private static boolean nearMultiple(int value, int step) {
        int rest = Math.floorMod(value, step);
        return rest <= 1 || rest >= step - 1;
    }

    /// Sums of everything above and left, over a plane that goes on at its edges.
    private static double[] sums(double[] power) {
        int side = SIDE + 2 * AROUND + 2;
        double[] sums = new double[side * side];
        for (int y = 1; y < side; y++) {
            double row = 0;
            for (int x = 1; x < side; x++) {
                row += power[
                        Math.floorMod(y - 1 - AROUND, SIDE) * SIDE + Math.floorMod(x - 1 - AROUND - SIDE / 2, SIDE)];
                sums[y * side + x] = sums[(y - 1) * side + x] + row;
            }
        }
        return sums;
    }

    private static double sum(double[] sums, int u, int v, int reach) {
        int side = SIDE + 2 * AROUND + 2;
        int x = Math.min(u + SIDE / 2, SIDE - 1) + AROUND;
        int y = v + AROUND;
        int right = x + reach + 1;
        int bottom = y + reach + 1;
        int left = x - reach;
        int top = y - reach;
        return sums[bottom * side + right]
                - sums[top * side + right]
                - sums[bottom * side + left]
                + sums[top * side + left];
    }

    private static double[] window() {
        double[] window = new double[SIDE];
        for (int i = 0; i < SIDE; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
        }
        return window;
    }
}
