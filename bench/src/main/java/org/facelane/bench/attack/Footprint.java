package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

/// What a camera's photosite sees of a flat thing: the place, and how the place moves from photosite to photosite.
/// Rewritten for each photosite, since there are millions of them. Not thread-safe.
final class Footprint {
    private final double[] inverse = new double[9];
    private double x;
    private double y;
    private double rightX;
    private double rightY;
    private double downX;
    private double downY;

    /// Makes ready for a plane in this pose before this camera.
    void plane(Camera camera, Pose pose) {
        double[] r = pose.rotation();
        double f = camera.focal();
        double cx = camera.width() / 2.0;
        double cy = camera.height() / 2.0;
        double[] h = {
            f * r[0] + cx * r[6],
            f * r[1] + cx * r[7],
            f * pose.x() + cx * pose.z(),
            f * r[3] + cy * r[6],
            f * r[4] + cy * r[7],
            f * pose.y() + cy * pose.z(),
            r[6],
            r[7],
            pose.z()
        };
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (j + 1) % 3;
                int b = (j + 2) % 3;
                int c = (i + 1) % 3;
                int d = (i + 2) % 3;
                inverse[3 * i + j] = h[3 * a + c] * h[3 * b + d] - h[3 * a + d] * h[3 * b + c];
            }
        }
    }

    /// Looks at a place of the frame.
    void look(double column, double row) {
        double w = inverse[6] * column + inverse[7] * row + inverse[8];
        x = (inverse[0] * column + inverse[1] * row + inverse[2]) / w;
        y = (inverse[3] * column + inverse[4] * row + inverse[5]) / w;
        rightX = (inverse[0] - inverse[6] * x) / w;
        rightY = (inverse[3] - inverse[6] * y) / w;
        downX = (inverse[1] - inverse[7] * x) / w;
        downY = (inverse[4] - inverse[7] * y) / w;
    }

    /// Millimetres right of the thing's middle.
    double x() {
        return x;
    }

    /// Millimetres below the thing's middle.
    double y() {
        return y;
    }

    /// Millimetres that a photosite covers, along a side.
    double size() {
        return Math.sqrt(Math.abs(rightX * downY - rightY * downX));
    }

    /// What the camera leaves of a pattern on the thing.
    ///
    /// @param fx cycles a millimetre to the right
    /// @param fy cycles a millimetre down
    double transfer(Camera camera, double fx, double fy) {
        requireNonNull(camera, "camera is null");
        double across = fx * rightX + fy * rightY;
        double down = fx * downX + fy * downY;
        return across * across + down * down > 9 ? 0 : camera.transfer(across, down);
    }
}
