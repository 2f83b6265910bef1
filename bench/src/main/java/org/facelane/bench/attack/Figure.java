package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A living person: the portrait laid over a relief of a head, turned, and seen through the camera as a mesh with a
/// depth buffer. Hair, ears and neck are as coarse as that makes them; the face stays as the portrait shows it.
final class Figure implements Recording.Subject {
    private static final double PIVOT_DOWN = 70;
    private static final double PIVOT_BEHIND = -85;

    private final Portrait portrait;
    private final Relief relief;
    private final int cell;
    private final int columns;
    private final double[] out;
    private float[] u = {};
    private float[] v = {};
    private float[] depth = {};
    private @Nullable Light light;
    private int width;
    private double level;
    private @Nullable Pose pose;

    /// @param cell of the mesh, pixels of the portrait along a side
    Figure(Portrait portrait, int cell) {
        this.portrait = requireNonNull(portrait, "portrait is null");
        relief = new Relief(portrait);
        this.cell = cell;
        columns = portrait.person().width() / cell + 1;
        out = new double[columns * (portrait.person().height() / cell + 1)];
        for (int i = 0; i < out.length; i++) {
            out[i] = relief.at(right(i % columns * cell), down(i / columns * cell));
        }
    }

    @Override
    public void ready(Camera camera, Pose at, Light now) {
        light = now;
        if (at.equals(pose)) {
            return;
        }
        pose = at;
        width = camera.width();
        u = new float[width * camera.height()];
        v = new float[u.length];
        depth = new float[u.length];
        Arrays.fill(depth, Float.MAX_VALUE);
        double footprint = at.z() / camera.focal() / portrait.millimetres();
        level = Math.log(Math.max(0.3, footprint * Math.hypot(camera.aperture(), 1.6 * camera.blur()))) / Math.log(2);
        int rows = out.length / columns;
        double[][] seen = new double[columns * rows][];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                seen[row * columns + column] = project(camera, at, column, row);
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

    private double right(double pixels) {
        return (pixels - portrait.origin().x()) * portrait.millimetres();
    }

    private double down(double pixels) {
        return (pixels - portrait.origin().y()) * portrait.millimetres();
    }

    /// A place of the portrait in the frame: x, y, distance, and the place again.
    private double[] project(Camera camera, Pose pose, int column, int row) {
        double x = right(column * cell);
        double y = down(row * cell);
        double turning = 1 - 0.85 * Math.clamp((y - relief.neck()) / 80, 0, 1);
        double[] r = pose.share(turning).rotation();
        double dy = y - PIVOT_DOWN;
        double dz = -(out[row * columns + column] - PIVOT_BEHIND);
        double px = r[0] * x + r[1] * dy + r[2] * dz + pose.x();
        double py = r[3] * x + r[4] * dy + r[5] * dz + PIVOT_DOWN + pose.y();
        double pz = r[6] * x + r[7] * dy + r[8] * dz - PIVOT_BEHIND + pose.z();
        return new double[] {
            camera.width() / 2.0 + camera.focal() * px / pz,
            camera.height() / 2.0 + camera.focal() * py / pz,
            pz,
            column * cell,
            row * cell
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
        double lit = switch (requireNonNull(light, "not ready")) {
            case Light.OfRoom room -> room.at(colour, x, y);
            case Light.OfScreen screen -> screen.from(depth[at]).lit() * facing(u[at], v[at]);
        };
        return (float) (lit * shown + (1 - cover) * behind);
    }

    /// How much of the light of a screen straight ahead a place takes by its slant (Lambert), 0 to 1.
    private double facing(float column, float row) {
        int i = Math.clamp((int) column / cell, 1, columns - 2);
        int k = Math.clamp((int) row / cell, 1, out.length / columns - 2);
        double step = 2 * cell * portrait.millimetres();
        double across = (out[k * columns + i + 1] - out[k * columns + i - 1]) / step;
        double along = (out[(k + 1) * columns + i] - out[(k - 1) * columns + i]) / step;
        return 1 / Math.sqrt(1 + across * across + along * along);
    }
}
