package org.facelane.bench.sample;

import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;

/// The points of a face on the common canvas: the 68 landmarks, then [#FOREHEAD] points over the forehead.
///
/// Shapes of several people on the same canvas can be averaged point by point.
record Shape(List<Point> points) {
    /// Points along the hairline, from the viewer's left to right.
    static final int FOREHEAD = 5;
    /// The canvas's side in pixels; the finished picture is a part of it.
    static final int CANVAS = 600;
    /// Where eyes, nose tip and mouth corners lie on the canvas.
    private static final List<Point> PLACES = List.of(
            new Point(252, 262), new Point(348, 262), new Point(300, 319), new Point(261, 370), new Point(339, 370));
    /// Eye corners and nose: what a smile does not move.
    private static final int[] RIGID = {27, 28, 29, 30, 31, 33, 35, 36, 39, 42, 45};

    private static final int BORDER_STEPS = 8;

    Shape {
        points = List.copyOf(points);
    }

    /// Lays a face on the canvas by its eyes, nose and mouth.
    ///
    /// @return from places on the canvas to places in the picture
    static Warp alignment(Landmarks marks) {
        return Warp.aligning(
                List.of(
                        marks.leftEye(),
                        marks.rightEye(),
                        marks.noseTip(),
                        marks.leftMouthCorner(),
                        marks.rightMouthCorner()),
                PLACES);
    }

    /// Lays a second picture of a person on the canvas so that what an expression does not move stays where it is.
    Warp alignmentOfAnother(Landmarks marks) {
        List<Point> from = new ArrayList<>();
        List<Point> onto = new ArrayList<>();
        for (int index : RIGID) {
            from.add(marks.points().get(index));
            onto.add(points.get(index));
        }
        return Warp.aligning(from, onto);
    }

    static Shape of(Landmarks marks, Warp alignment) {
        Warp onto = alignment.inverse();
        List<Point> points =
                new ArrayList<>(marks.points().stream().map(onto::source).toList());
        Point left = points.get(0);
        Point right = points.get(16);
        Point chin = points.get(8);
        double middleX = (left.x() + right.x()) / 2;
        double middleY = (left.y() + right.y()) / 2;
        double brow = (points.get(19).y() + points.get(24).y()) / 2;
        double height = middleY - brow + 0.5 * (chin.y() - brow);
        for (int k = 1; k <= FOREHEAD; k++) {
            double angle = Math.PI * k / (FOREHEAD + 1);
            double across = Math.cos(angle) * (right.x() - left.x()) / 2;
            points.add(new Point(middleX - across, middleY - Math.sin(angle) * height));
        }
        return new Shape(points);
    }

    /// @param weights one for each shape, with the sum 1
    static Shape mean(List<Shape> shapes, double... weights) {
        List<Point> mean = new ArrayList<>();
        for (int i = 0; i < shapes.getFirst().points.size(); i++) {
            double x = 0;
            double y = 0;
            for (int k = 0; k < shapes.size(); k++) {
                x += weights[k] * shapes.get(k).points.get(i).x();
                y += weights[k] * shapes.get(k).points.get(i).y();
            }
            mean.add(new Point(x, y));
        }
        return new Shape(mean);
    }

    /// The points and the canvas's border, for a mesh that covers the canvas.
    List<Point> withBorder() {
        List<Point> all = new ArrayList<>(points);
        double step = (double) CANVAS / BORDER_STEPS;
        for (int k = 0; k < BORDER_STEPS; k++) {
            all.add(new Point(k * step, 0));
            all.add(new Point(CANVAS, k * step));
            all.add(new Point(CANVAS - k * step, CANVAS));
            all.add(new Point(0, CANVAS - k * step));
        }
        return all;
    }

    /// 1 over brows, eyes, nose, mouth, cheeks and chin, 0 over ears, hair, neck and background, soft between.
    Canvas mask() {
        double height = points.get(8).y() - (points.get(19).y() + points.get(24).y()) / 2;
        Point centre = points.get(29);
        List<Point> outline = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            Point jaw = points.get(i);
            outline.add(
                    new Point(centre.x() + 0.88 * (jaw.x() - centre.x()), centre.y() + 0.90 * (jaw.y() - centre.y())));
        }
        double[] rise = {0.06, 0.13, 0.17, 0.19, 0.19, 0.19, 0.19, 0.17, 0.13, 0.06};
        for (int i = 0; i < rise.length; i++) {
            Point brow = points.get(26 - i);
            outline.add(new Point(centre.x() + 0.94 * (brow.x() - centre.x()), brow.y() - rise[i] * height));
        }
        Canvas mask = Canvas.empty(CANVAS, 1);
        for (int y = 0; y < CANVAS; y++) {
            for (int x = 0; x < CANVAS; x++) {
                mask.planes()[0][y * CANVAS + x] = inside(outline, x + 0.5, y + 0.5) ? 1 : 0;
            }
        }
        return mask.blurred(6);
    }

    private static boolean inside(List<Point> outline, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
            Point a = outline.get(i);
            Point b = outline.get(j);
            if (a.y() > y != b.y() > y && x < (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }
}
