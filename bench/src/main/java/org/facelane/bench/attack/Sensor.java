package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Image;

/// From the light on each photosite to a picture: exposure, noise, interpolation of the missing colours, sharpening
/// and the curve of sRGB.
final class Sensor {
    /// Which colour the photosite at (x, y) sees: red, green, green, blue (Bayer 1976).
    static int colour(int x, int y) {
        return (x & 1) == (y & 1) ? (x & 1) == 0 ? 0 : 2 : 1;
    }

    private static final double EXPOSED_TO = 0.95;

    /// Drawn once: a normal number costs more than all the rest of a photosite.
    private static final float[] NOISE = noise();

    private static float[] noise() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261122);
        float[] noise = new float[1 << 16];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    private final Camera camera;
    private final RandomGenerator random;

    Sensor(Camera camera, RandomGenerator random) {
        this.camera = requireNonNull(camera, "camera is null");
        this.random = requireNonNull(random, "random is null");
    }

    /// The factor that brings the face to the light the camera exposes for. The face is near the middle.
    ///
    /// @param eyeDistance pixels
    double gain(float[] light, double eyeDistance) {
        double sum = 0;
        int count = 0;
        int reach = (int) Math.min(1.3 * eyeDistance, camera.height() / 2.0 - 1);
        int up = (int) (0.06 * camera.height());
        for (int y = Math.max(0, camera.height() / 2 - up - reach / 2); y < camera.height() / 2 - up + reach; y += 3) {
            for (int x = camera.width() / 2 - reach; x < camera.width() / 2 + reach; x += 3) {
                sum += Math.min(light[y * camera.width() + x], 2);
                count++;
            }
        }
        return camera.brightness() / Math.max(1e-3, sum / count);
    }

    /// @param light by photosite; overwritten
    /// @param balance factors for red, green and blue
    Image picture(float[] light, double gain, double[] balance) {
        int width = camera.width();
        for (int y = 0; y < camera.height(); y++) {
            for (int x = 0; x < width; x++) {
                double value = gain * light[y * width + x];
                double noise = Math.sqrt(camera.read() * camera.read() + camera.shot() * value)
                        * NOISE[random.nextInt() & 0xffff];
                light[y * width + x] = (float) (balance[colour(x, y)] * Math.clamp(value + noise, 0, 1 / EXPOSED_TO));
            }
        }
        float[][] planes = new float[3][light.length];
        for (int y = 0; y < camera.height(); y++) {
            for (int x = 0; x < width; x++) {
                interpolate(light, planes, x, y);
            }
        }
        return developed(planes);
    }

    /// Each missing colour is the mean of its nearest neighbours.
    private void interpolate(float[] light, float[][] planes, int x, int y) {
        int own = colour(x, y);
        int at = y * camera.width() + x;
        if (x > 0 && y > 0 && x < camera.width() - 1 && y < camera.height() - 1) {
            inside(light, planes, at, own, (y & 1) == 0);
            return;
        }
        float[] sums = new float[3];
        int[] counts = new int[3];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int column = x + dx;
                int row = y + dy;
                if (column < 0 || row < 0 || column >= camera.width() || row >= camera.height()) {
                    continue;
                }
                int colour = colour(column, row);
                sums[colour] += light[row * camera.width() + column];
                counts[colour]++;
            }
        }
        for (int c = 0; c < 3; c++) {
            planes[c][at] = c == own ? light[at] : sums[c] / Math.max(1, counts[c]);
        }
    }

    private void inside(float[] light, float[][] planes, int at, int own, boolean evenRow) {
        int width = camera.width();
        planes[own][at] = light[at];
        float sides = (light[at - 1] + light[at + 1]) / 2;
        float ends = (light[at - width] + light[at + width]) / 2;
        if (own == 1) {
            planes[evenRow ? 0 : 2][at] = sides;
            planes[evenRow ? 2 : 0][at] = ends;
            return;
        }
        planes[1][at] = (sides + ends) / 2;
        planes[2 - own][at] =
                (light[at - width - 1] + light[at - width + 1] + light[at + width - 1] + light[at + width + 1]) / 4;
    }

    private Image developed(float[][] planes) {
        int width = camera.width();
        int height = camera.height();
        byte[] rgb = new byte[3 * width * height];
        float[][] curved = new float[3][];
        for (int c = 0; c < 3; c++) {
            curved[c] = curved(planes[c]);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                boolean inside = x > 0 && y > 0 && x < width - 1 && y < height - 1;
                for (int c = 0; c < 3; c++) {
                    float[] p = curved[c];
                    float value = p[at];
                    if (inside) {
                        float around = (p[at - 1] + p[at + 1] + p[at - width] + p[at + width]) / 4;
                        value += (float) camera.sharpening() * (value - around);
                    }
                    rgb[3 * at + c] = (byte) Math.clamp(Math.round(value), 0, 255);
                }
            }
        }
        return new Image(width, height, rgb);
    }

    private static float[] curved(float[] light) {
        float[] values = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            values[i] = value(light[i]);
        }
        return values;
    }

    private static final float[] CURVE = curve();

    private static float value(float light) {
        return CURVE[Math.clamp((int) (4095 * light + 0.5f), 0, 4095)];
    }

    private static float[] curve() {
        float[] table = new float[4096];
        for (int i = 0; i < table.length; i++) {
            double l = i / 4095.0;
            table[i] = (float) (255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * Math.pow(l, 1 / 2.4) - 0.055));
        }
        return table;
    }
}
