package org.facelane.face.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// Landmarks of the generic face under a known pose.
final class HeadPoseModel {
    private HeadPoseModel() {}

    /// @param scale pixels to a millimetre
    /// @param deviation of each landmark from the generic face, in millimetres, in each direction
    static Landmarks projected(double yaw, double pitch, double roll, double scale, double deviation, Random random) {
        List<Point> points = blank();
        for (double[] known : HeadPose.FACE) {
            double[] place = new double[3];
            for (int k = 0; k < 3; k++) {
                place[k] = known[k + 1] + deviation * random.nextGaussian();
            }
            double[] turned = WeakPerspective.turned(place, yaw, pitch, roll);
            points.set((int) known[0], new Point(300 + scale * turned[0], 200 + scale * turned[1]));
        }
        return new Landmarks(points);
    }

    /// Looking straight ahead with open eyes and a closed mouth, with the eyes' middle at (x, y).
    static Landmarks frontal(double x, double y, double eyeDistance) {
        List<Point> points = blank();
        double scale = eyeDistance / 60;
        for (double[] known : HeadPose.FACE) {
            points.set((int) known[0], new Point(x + scale * known[1], y + scale * known[2]));
        }
        for (int eye = 36; eye < 48; eye++) {
            int place = (eye - 36) % 6;
            double lid = place == 0 || place == 3 ? 0 : place < 3 ? -0.06 : 0.06;
            points.set(eye, new Point(x + (eye < 42 ? -0.5 : 0.5) * eyeDistance, y + lid * eyeDistance));
        }
        return new Landmarks(points);
    }

    private static List<Point> blank() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            points.add(new Point(0, 0));
        }
        return points;
    }
}
