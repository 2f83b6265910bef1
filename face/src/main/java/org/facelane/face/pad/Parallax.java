package org.facelane.face.pad;

import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// How much of the landmarks' motion over a track only depth explains. When a head turns, its nose moves more than its
/// eyes; when a picture is turned, every point moves by one affine map of the plane.
///
/// For each frame: `seen = A · mean + b · depth + c`, by least squares over landmarks that expression moves little,
/// where `mean` is the track's mean shape and `depth` that of a generic face. In a flat picture b is noise; in a solid
/// face it is the sine of the turn. Perspective and a bent sheet are not told from depth, so a curved print passes.
final class Parallax {
    /// Landmark, and its depth on a generic adult face in distances between the eyes (62 mm): towards the viewer.
    private static final double[][] DEPTHS = {
        {17, -0.19},
        {19, 0.06},
        {21, 0.13},
        {22, 0.13},
        {24, 0.06},
        {26, -0.19},
        {27, 0.16},
        {28, 0.26},
        {29, 0.36},
        {30, 0.45},
        {31, 0.18},
        {32, 0.23},
        {33, 0.26},
        {34, 0.23},
        {35, 0.18},
        {36, -0.19},
        {37, -0.08},
        {38, -0.05},
        {39, -0.06},
        {40, -0.06},
        {41, -0.08},
        {42, -0.06},
        {43, -0.05},
        {44, -0.08},
        {45, -0.19},
        {46, -0.08},
        {47, -0.06},
        {48, 0.05},
        {51, 0.24},
        {54, 0.05}
    };

    private Parallax() {}

    /// @param track two frames or more
    /// @return degrees of turning that the depth of the face accounts for, as a deviation over the frames; 0 for a
    ///     single frame
    static double of(List<Landmarks> track) {
        if (track.size() < 2) {
            return 0;
        }
        int n = DEPTHS.length;
        double[][] shapes = new double[track.size()][];
        double[] mean = new double[2 * n];
        for (int t = 0; t < track.size(); t++) {
            shapes[t] = normalised(track.get(t));
            for (int i = 0; i < 2 * n; i++) {
                mean[i] += shapes[t][i] / track.size();
            }
        }
        double[] depth = alone(mean);
        double squares = 0;
        for (double[] shape : shapes) {
            double right = 0;
            double down = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                right += depth[i] * (shape[2 * i] - mean[2 * i]);
                down += depth[i] * (shape[2 * i + 1] - mean[2 * i + 1]);
                size += depth[i] * depth[i];
            }
            squares += (right * right + down * down) / (size * size);
        }
        return Math.toDegrees(Math.sqrt(squares / track.size()));
    }

    /// The landmarks in distances between the eyes, from their middle.
    private static double[] normalised(Landmarks landmarks) {
        double unit = Math.max(1e-6, landmarks.eyeDistance());
        Point left = landmarks.leftEye();
        Point right = landmarks.rightEye();
        double[] places = new double[2 * DEPTHS.length];
        for (int i = 0; i < DEPTHS.length; i++) {
            Point p = landmarks.points().get((int) DEPTHS[i][0]);
            places[2 * i] = (p.x() - (left.x() + right.x()) / 2) / unit;
            places[2 * i + 1] = (p.y() - (left.y() + right.y()) / 2) / unit;
        }
        return places;
    }

    /// The part of the depths that is no linear function of the place: what an affine map cannot imitate.
    private static double[] alone(double[] mean) {
        int n = DEPTHS.length;
        double[][] basis = new double[3][n];
        for (int i = 0; i < n; i++) {
            basis[0][i] = 1;
            basis[1][i] = mean[2 * i];
            basis[2][i] = mean[2 * i + 1];
        }
        double[] depth = new double[n];
        for (int i = 0; i < n; i++) {
            depth[i] = DEPTHS[i][1];
        }
        for (int k = 0; k < basis.length; k++) {
            for (int earlier = 0; earlier < k; earlier++) {
                remove(basis[k], basis[earlier]);
            }
            remove(depth, basis[k]);
        }
        return depth;
    }

    private static void remove(double[] from, double[] direction) {
        double dot = 0;
        double size = 0;
        for (int i = 0; i < from.length; i++) {
            dot += from[i] * direction[i];
            size += direction[i] * direction[i];
        }
        for (int i = 0; i < from.length; i++) {
            from[i] -= dot / Math.max(1e-12, size) * direction[i];
        }
    }
}
