package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Image;

/// A picture in linear light with ever smaller copies of itself (Williams 1983), so that it can be looked at through
/// a pixel of any size. Planes 0 to 2 are red, green and blue, 0 to 1, already multiplied by plane 3, the coverage.
final class Texture {
    /// A power of 0 to 1, looked up.
    static final class Curve {
        private static final int STEPS = 2048;

        private final float[] values = new float[STEPS + 1];

        Curve(double exponent) {
            for (int i = 0; i <= STEPS; i++) {
                values[i] = (float) Math.pow((double) i / STEPS, exponent);
            }
        }

        double at(double value) {
            return values[(int) (STEPS * Math.clamp(value, 0, 1) + 0.5)];
        }
    }

    private record Level(int width, int height, float[][] planes) {
        Level {
            requireNonNull(planes, "planes is null");
        }

        float at(int plane, double u, double v) {
            double x = Math.clamp(u - 0.5, 0, width - 1.0);
            double y = Math.clamp(v - 0.5, 0, height - 1.0);
            int left = (int) x;
            int top = (int) y;
            int right = Math.min(left + 1, width - 1);
            int bottom = Math.min(top + 1, height - 1);
            float s = (float) (x - left);
            float t = (float) (y - top);
            float[] values = planes[plane];
            float above = (1 - s) * values[top * width + left] + s * values[top * width + right];
            float below = (1 - s) * values[bottom * width + left] + s * values[bottom * width + right];
            return (1 - t) * above + t * below;
        }

        Level half() {
            int w = Math.max(1, width / 2);
            int h = Math.max(1, height / 2);
            float[][] smaller = new float[planes.length][w * h];
            for (int p = 0; p < planes.length; p++) {
                for (int y = 0; y < h; y++) {
                    for (int x = 0; x < w; x++) {
                        int right = Math.min(2 * x + 1, width - 1);
                        int bottom = Math.min(2 * y + 1, height - 1);
                        smaller[p][y * w + x] = (planes[p][2 * y * width + 2 * x]
                                        + planes[p][2 * y * width + right]
                                        + planes[p][bottom * width + 2 * x]
                                        + planes[p][bottom * width + right])
                                / 4;
                    }
                }
            }
            return new Level(w, h, smaller);
        }
    }

    static final int COVERAGE = 3;
    private static final float[] LINEAR = linear();

    private final List<Level> levels = new ArrayList<>();

    /// @param planes four of them; shared
    Texture(int width, int height, float[][] planes) {
        levels.add(new Level(width, height, planes));
        while (levels.getLast().width > 8 && levels.getLast().height > 8) {
            levels.add(levels.getLast().half());
        }
    }

    /// All of a picture, covered everywhere.
    static Texture of(Image image) {
        int count = image.width() * image.height();
        float[][] planes = new float[4][count];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                planes[c][i] = LINEAR[image.rgb()[3 * i + c] & 0xff];
            }
            planes[COVERAGE][i] = 1;
        }
        return new Texture(image.width(), image.height(), planes);
    }

    int width() {
        return levels.getFirst().width;
    }

    int height() {
        return levels.getFirst().height;
    }

    /// One plane at a place, through a window of about 2^level pixels.
    float at(int plane, double u, double v, double level) {
        double clamped = Math.clamp(level, 0, levels.size() - 1.0);
        int fine = Math.min((int) clamped, levels.size() - 1);
        float share = (float) (clamped - fine);
        float first = levels.get(fine).at(plane, u / (1 << fine), v / (1 << fine));
        if (share < 1e-3f || fine + 1 >= levels.size()) {
            return first;
        }
        float second = levels.get(fine + 1).at(plane, u / (2 << fine), v / (2 << fine));
        return (1 - share) * first + share * second;
    }

    /// The light that an sRGB value stands for, 0 to 1.
    static float light(int value) {
        return LINEAR[value];
    }

    private static float[] linear() {
        float[] table = new float[256];
        for (int i = 0; i < 256; i++) {
            double s = i / 255.0;
            table[i] = (float) (s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4));
        }
        return table;
    }
}
