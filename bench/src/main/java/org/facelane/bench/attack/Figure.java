package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.facelane.face.Point;
import org.jspecify.annotations.Nullable;

/// A living person: the portrait laid over a relief of a head, turned, and seen through the camera as a mesh with a
/// depth buffer. Hair, ears and neck are as coarse as that makes them; the face stays as the portrait shows it.
final class Figure implements Subject {
    private static final double PIVOT_DOWN = 70;
    private static final double PIVOT_BEHIND = -85;
    private static final int CELL = 6;

    private final Portrait portrait;
    private final Relief relief;
    private float[] u = {};
    private float[] v = {};
    private float[] depth = {};
    private @Nullable Light light;
    private int width;
    private double level;

    Figure(Portrait portrait) {
        this.portrait = requireNonNull(portrait, "portrait is null");
        relief = new Relief(portrait);
    }

    @Override
    public void ready(Camera camera, Pose pose, Light now) {
        light = now;
        width = camera.width();
        u = new float[width * camera.height()];
        v = new float[u.length];
        depth = new float[u.length];
        Arrays.fill(depth, Float.MAX_VALUE);
        double footprint = pose.z() / camera.focal() / portrait.millimetres();
        level = Math.log(Math.max(0.3, footprint * Math.hypot(camera.aperture(), 1.6 * camera.blur()))) / Math.log(2);
        int columns = portrait.person().width() / CELL + 1;
        int rows = portrait.person().height() / CELL + 1;
        double[][] seen = new double[columns * rows][];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                seen[row * columns + column] = project(camera, pose, column * CELL, row * CELL);
            }
        }
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column + 1 < columns; column++) {
                double[] a = seen[row * columns + column];
                double[] b = seen[row * columns + column + 1];
                double[] c = seen[(row + 1) * columns + column];
                double[] d = seen[(row + 1) * columns + column + 1];
                fill(a, b, c);
                fill(b, d, c);
            }
        }
    }

    /// A place of the portrait in the frame: x, y, distance, and the place again.
    private double[] project(Camera camera, Pose pose, double column, double row) {
        Point origin = portrait.origin();
        double x = (column - origin.x()) * portrait.millimetres();
        double y = (row - origin.y()) * portrait.millimetres();
        double out = relief.at(x, y);
        double turning = 1 - 0.85 * Math.clamp((y - relief.neck()) / 80, 0, 1);
        double[] r = pose.share(turning).rotation();
        double dy = y - PIVOT_DOWN;
        double dz = -(out - PIVOT_BEHIND);
        double px = r[0] * x + r[1] * dy + r[2] * dz + pose.x();
        double py = r[3] * x + r[4] * dy + r[5] * dz + PIVOT_DOWN + pose.y();
        double pz = r[6] * x + r[7] * dy + r[8] * dz - PIVOT_BEHIND + pose.z();
        return new double[] {
            camera.width() / 2.0 + camera.focal() * px / pz,
            camera.height() / 2.0 + camera.focal() * py / pz,
            pz,
            column,
            row
        };
    }

    private void fill(double[] a, double[] b, double[] c) {
        double area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if (area <= 0) {
            return;
        }
        int height = depth.length / width;
        int left = (int) Math.max(0, Math.floor(Math.min(a[0], Math.min(b[0], c[0]))));
        int right = (int) Math.min(width - 1.0, Math.ceil(Math.max(a[0], Math.max(b[0], c[0]))));
        int top = (int) Math.max(0, Math.floor(Math.min(a[1], Math.min(b[1], c[1]))));
        int bottom = (int) Math.min(height - 1.0, Math.ceil(Math.max(a[1], Math.max(b[1], c[1]))));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double px = x + 0.5;
                double py = y + 0.5;
                double wb = ((px - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (py - a[1])) / area;
                double wc = ((b[0] - a[0]) * (py - a[1]) - (px - a[0]) * (b[1] - a[1])) / area;
                double wa = 1 - wb - wc;
                if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) {
                    continue;
                }
                int at = y * width + x;
                float z = (float) (wa * a[2] + wb * b[2] + wc * c[2]);
                double column = wa * a[3] + wb * b[3] + wc * c[3];
                double row = wa * a[4] + wb * b[4] + wc * c[4];
                if (z < depth[at] && portrait.person().at(Texture.COVERAGE, column, row, 0) > 0.02) {
                    depth[at] = z;
                    u[at] = (float) column;
                    v[at] = (float) row;
                }
            }
        }
    }

    @Override
    public float light(int colour, int x, int y, float behind) {
        int at = y * width + x;
        if (depth[at] == Float.MAX_VALUE) {
            return behind;
        }
        Texture person = portrait.person();
        float cover = person.at(Texture.COVERAGE, u[at], v[at], level);
        float shown = person.at(colour, u[at], v[at], level);
        return (float) (requireNonNull(light, "not ready").at(colour, x, y) * shown + (1 - cover) * behind);
    }
}
