package org.facelane.bench.sample;

import java.util.Arrays;
import java.util.List;
import org.facelane.bench.sample.Delaunay.Triangle;
import org.facelane.face.Image;
import org.facelane.face.Point;

/// Bends pictures onto one shape, triangle by triangle, each by the affine map between its corners. Made once for a
/// target shape and used for every picture that is bent onto it.
final class MeshWarp {
    private static final int OUTSIDE = -1;

    private final int side;
    private final List<Triangle> triangles;
    private final int[] triangleAt;
    private final float[] first;
    private final float[] second;

    /// @param side of the target in pixels
    /// @param onto the target's points; the mesh covers their convex hull
    MeshWarp(int side, List<Point> onto) {
        this.side = side;
        triangles = Delaunay.triangulate(onto);
        triangleAt = new int[side * side];
        first = new float[side * side];
        second = new float[side * side];
        Arrays.fill(triangleAt, OUTSIDE);
        for (int t = 0; t < triangles.size(); t++) {
            fill(t, onto);
        }
    }

    /// @param from the same points as the target's, where they lie in `image`
    /// @return black outside the mesh
    Canvas warp(Image image, List<Point> from) {
        Canvas canvas = Canvas.empty(side, 3);
        for (int i = 0; i < side * side; i++) {
            if (triangleAt[i] == OUTSIDE) {
                continue;
            }
            Triangle triangle = triangles.get(triangleAt[i]);
            Point a = from.get(triangle.a());
            Point b = from.get(triangle.b());
            Point c = from.get(triangle.c());
            double third = 1 - first[i] - second[i];
            double x = first[i] * a.x() + second[i] * b.x() + third * c.x();
            double y = first[i] * a.y() + second[i] * b.y() + third * c.y();
            for (int p = 0; p < 3; p++) {
                canvas.planes()[p][i] = Canvas.sample(image, p, x, y);
            }
        }
        return canvas;
    }

    /// Notes for every pixel of a triangle how much each corner weighs (barycentric coordinates).
    private void fill(int number, List<Point> onto) {
        Point a = onto.get(triangles.get(number).a());
        Point b = onto.get(triangles.get(number).b());
        Point c = onto.get(triangles.get(number).c());
        double area = (b.y() - c.y()) * (a.x() - c.x()) + (c.x() - b.x()) * (a.y() - c.y());
        int left = (int) Math.max(0, Math.floor(Math.min(a.x(), Math.min(b.x(), c.x())) - 1));
        int right = (int) Math.min(side - 1.0, Math.ceil(Math.max(a.x(), Math.max(b.x(), c.x()))));
        int top = (int) Math.max(0, Math.floor(Math.min(a.y(), Math.min(b.y(), c.y())) - 1));
        int bottom = (int) Math.min(side - 1.0, Math.ceil(Math.max(a.y(), Math.max(b.y(), c.y()))));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double u = x + 0.5 - c.x();
                double v = y + 0.5 - c.y();
                double p = ((b.y() - c.y()) * u + (c.x() - b.x()) * v) / area;
                double q = ((c.y() - a.y()) * u + (a.x() - c.x()) * v) / area;
                if (p >= -1e-9 && q >= -1e-9 && p + q <= 1 + 1e-9) {
                    triangleAt[y * side + x] = number;
                    first[y * side + x] = (float) p;
                    second[y * side + x] = (float) q;
                }
            }
        }
    }
}
