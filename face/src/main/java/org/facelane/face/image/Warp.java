package org.facelane.face.image;

import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.Point;

/// Where each place of a target picture comes from in the source image: an affine map from target to source.
///
/// Both sides count in pixels from the top left *corner*, as [Box] and [Point] do: the middle of the first pixel is
/// (0.5, 0.5). Points quoted from OpenCV code, where the middle of the first pixel is (0, 0), gain half a pixel.
///
/// `x = xx · u + xy · v + x0`, `y = yx · u + yy · v + y0` for the target place (u, v).
public record Warp(double xx, double xy, double x0, double yx, double yy, double y0) {
    public Warp {
        double determinant = xx * yy - xy * yx;
        if (!(Math.abs(determinant) > 0) || !Double.isFinite(determinant + x0 + y0)) {
            throw new IllegalArgumentException("a warp maps a plane to a plane; its determinant is " + determinant);
        }
    }

    /// Stretches `box` over a target of `width` × `height` pixels.
    public static Warp cropping(Box box, int width, int height) {
        return new Warp(box.width() / width, 0, box.x(), 0, box.height() / height, box.y());
    }

    /// The shift, turn and even scaling that brings the points `from` (in the source) nearest to the points `onto`
    /// (in the target) by least squares of the distances in the target (Umeyama 1991, without reflection).
    ///
    /// @param from two or more points, not all the same
    /// @param onto as many
    public static Warp aligning(List<Point> from, List<Point> onto) {
        if (from.size() != onto.size() || from.size() < 2) {
            throw new IllegalArgumentException(
                    "expected as many points on both sides, two or more, got " + from.size() + " and " + onto.size());
        }
        Point a = mean(from);
        Point b = mean(onto);
        double same = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double ax = from.get(i).x() - a.x();
            double ay = from.get(i).y() - a.y();
            double bx = onto.get(i).x() - b.x();
            double by = onto.get(i).y() - b.y();
            same += ax * bx + ay * by;
            across += ax * by - ay * bx;
            spread += ax * ax + ay * ay;
        }
        double cos = same / spread;
        double sin = across / spread;
        Warp forward =
                new Warp(cos, -sin, b.x() - cos * a.x() + sin * a.y(), sin, cos, b.y() - sin * a.x() - cos * a.y());
        return forward.inverse();
    }

    /// The place in the source of a place in the target.
    public Point source(Point target) {
        return new Point(xx * target.x() + xy * target.y() + x0, yx * target.x() + yy * target.y() + y0);
    }

    /// The map back, from source to target.
    public Warp inverse() {
        double determinant = xx * yy - xy * yx;
        double ixx = yy / determinant;
        double ixy = -xy / determinant;
        double iyx = -yx / determinant;
        double iyy = xx / determinant;
        return new Warp(ixx, ixy, -ixx * x0 - ixy * y0, iyx, iyy, -iyx * x0 - iyy * y0);
    }

    /// The same piece of the source, seen in a mirror.
    ///
    /// @param width of the target in pixels
    public Warp mirrored(int width) {
        return new Warp(-xx, xy, xx * width + x0, -yx, yy, yx * width + y0);
    }

    /// Source pixels to a target pixel, along a side: above 1 the source is shrunk.
    public double reduction() {
        return Math.sqrt(Math.abs(xx * yy - xy * yx));
    }

    private static Point mean(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElseThrow(),
                points.stream().mapToDouble(Point::y).average().orElseThrow());
    }
}
