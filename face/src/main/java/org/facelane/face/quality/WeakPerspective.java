package org.facelane.face.quality;

import java.util.List;
import java.util.Optional;
import org.facelane.face.Point;

/// The pose that best explains where known points of a solid are seen, if depth only shrinks all of it alike.
///
/// First the affine camera by linear least squares, then the nearest pair of orthogonal rows of equal length.
///
/// @param yaw degrees
/// @param pitch degrees
/// @param roll degrees
/// @param misfit root of the mean squared distance between seen and explained points, in units of the solid
record WeakPerspective(double yaw, double pitch, double roll, double misfit) {
    /// @param solid for each point a number that is not used here, then right, down, and towards the viewer
    /// @param seen as many points
    /// @return empty if the points lie too much in one place to tell
    static Optional<WeakPerspective> fit(double[][] solid, List<Point> seen) {
        int n = solid.length;
        double[] middle = new double[5];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                middle[k] += solid[i][k + 1] / n;
            }
            middle[3] += seen.get(i).x() / n;
            middle[4] += seen.get(i).y() / n;
        }
        double[][] normal = new double[3][3];
        double[][] right = new double[2][3];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) {
                double place = solid[i][j + 1] - middle[j];
                for (int k = 0; k < 3; k++) {
                    normal[j][k] += place * (solid[i][k + 1] - middle[k]);
                }
                right[0][j] += place * (seen.get(i).x() - middle[3]);
                right[1][j] += place * (seen.get(i).y() - middle[4]);
            }
        }
        double[] across = solve(normal, right[0]);
        double[] down = solve(normal, right[1]);
        return pose(across, down).map(pose -> pose.measured(solid, seen, middle));
    }

    /// A pose still without a misfit: its place holds the scale.
    private static Optional<WeakPerspective> pose(double[] across, double[] down) {
        double scale = (length(across) + length(down)) / 2;
        if (!(length(across) > 1e-9 && length(down) > 1e-9)) {
            return Optional.empty();
        }
        double[] a = unit(across);
        double[] b = unit(down);
        double[] sum = unit(new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
        double[] difference = unit(new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]});
        double[] first = new double[3];
        double[] second = new double[3];
        for (int k = 0; k < 3; k++) {
            first[k] = (sum[k] + difference[k]) / Math.sqrt(2);
            second[k] = (sum[k] - difference[k]) / Math.sqrt(2);
        }
        double[] third = {
            first[1] * second[2] - first[2] * second[1],
            first[2] * second[0] - first[0] * second[2],
            first[0] * second[1] - first[1] * second[0]
        };
        double yaw = Math.toDegrees(Math.atan2(-third[0], third[2]));
        double pitch = Math.toDegrees(Math.asin(Math.clamp(third[1], -1, 1)));
        double roll = Math.toDegrees(Math.atan2(-first[1], second[1]));
        boolean finite = Double.isFinite(yaw) && Double.isFinite(pitch) && Double.isFinite(roll);
        return finite ? Optional.of(new WeakPerspective(yaw, pitch, roll, scale)) : Optional.empty();
    }

    private WeakPerspective measured(double[][] solid, List<Point> seen, double[] middle) {
        double scale = misfit;
        double squares = 0;
        for (int i = 0; i < solid.length; i++) {
            double[] place = {solid[i][1] - middle[0], solid[i][2] - middle[1], solid[i][3] - middle[2]};
            double[] projected = turned(place, yaw, pitch, roll);
            double x = seen.get(i).x() - middle[3] - scale * projected[0];
            double y = seen.get(i).y() - middle[4] - scale * projected[1];
            squares += x * x + y * y;
        }
        return new WeakPerspective(yaw, pitch, roll, Math.sqrt(squares / solid.length) / scale);
    }

    /// Where a place of the solid comes to lie after it was turned, nodded and tilted by these degrees.
    static double[] turned(double[] place, double yaw, double pitch, double roll) {
        double cy = Math.cos(Math.toRadians(yaw));
        double sy = Math.sin(Math.toRadians(yaw));
        double cp = Math.cos(Math.toRadians(pitch));
        double sp = Math.sin(Math.toRadians(pitch));
        double cr = Math.cos(Math.toRadians(roll));
        double sr = Math.sin(Math.toRadians(roll));
        double x = place[0] * cy + place[2] * sy;
        double depth = -place[0] * sy + place[2] * cy;
        double y = place[1] * cp - depth * sp;
        double z = place[1] * sp + depth * cp;
        return new double[] {x * cr - y * sr, x * sr + y * cr, z};
    }

    /// Cramer's rule; the matrix is that of ten fixed points and far from singular.
    private static double[] solve(double[][] m, double[] b) {
        double[] solution = new double[3];
        double whole = determinant(m);
        for (int k = 0; k < 3; k++) {
            double[][] replaced = {m[0].clone(), m[1].clone(), m[2].clone()};
            for (int j = 0; j < 3; j++) {
                replaced[j][k] = b[j];
            }
            solution[k] = determinant(replaced) / whole;
        }
        return solution;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }

    private static double[] unit(double[] v) {
        double length = length(v);
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }

    private static double length(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
