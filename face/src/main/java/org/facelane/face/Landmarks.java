package org.facelane.face;

import java.util.List;

/// The 68 points of a face in the numbering of the iBUG 300-W mark-up: jaw 0–16, brows 17–26, nose 27–35, eyes 36–47,
/// mouth 48–67. Left and right are the viewer's.
///
/// @param points exactly 68, in pixels of the image
public record Landmarks(List<Point> points) {
    /// How many points a face has here.
    public static final int COUNT = 68;

    public Landmarks {
        points = List.copyOf(points);
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("expected " + COUNT + " points, got " + points.size());
        }
    }

    /// The centre of the eye that the viewer sees on the left.
    public Point leftEye() {
        return mean(37, 38, 40, 41);
    }

    /// The centre of the eye that the viewer sees on the right.
    public Point rightEye() {
        return mean(43, 44, 46, 47);
    }

    /// The tip of the nose.
    public Point noseTip() {
        return points.get(30);
    }

    /// The corner of the mouth that the viewer sees on the left.
    public Point leftMouthCorner() {
        return mean(48, 60);
    }

    /// The corner of the mouth that the viewer sees on the right.
    public Point rightMouthCorner() {
        return mean(54, 64);
    }

    /// Inter-eye distance (ISO/IEC 29794-5).
    ///
    /// @return pixels
    public double eyeDistance() {
        return leftEye().distanceTo(rightEye());
    }

    private Point mean(int... indexes) {
        double x = 0;
        double y = 0;
        for (int index : indexes) {
            x += points.get(index).x();
            y += points.get(index).y();
        }
        return new Point(x / indexes.length, y / indexes.length);
    }
}
