package org.facelane.face.pad;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// Made pictures and made faces for the pieces of evidence.
final class Drawings {
    static final long SEED = 20261122;

    private Drawings() {}

    static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    /// A grey picture with the noise of a camera.
    static Image grey(int width, int height, DoubleBinaryOperator luma) {
        RandomGenerator random = random();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = luma.applyAsDouble(x, y) + 3 * random.nextGaussian();
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * width + x) + c] = (byte) Math.clamp(Math.round(value), 0, 255);
                }
            }
        }
        return new Image(width, height, rgb);
    }

    /// A face with this middle between the eyes and this far apart.
    static Face face(double x, double y, double eyeDistance) {
        Box box = new Box(x - 1.3 * eyeDistance, y - 1.2 * eyeDistance, 2.6 * eyeDistance, 3 * eyeDistance);
        List<Point> points = solid(0, 0).points().stream()
                .map(p -> new Point(x + p.x() * eyeDistance, y + p.y() * eyeDistance))
                .toList();
        return new Face(box, 1, new Landmarks(points));
    }

    /// Landmarks of a made solid head, one between the eyes, turned by degrees and seen from afar.
    static Landmarks solid(double yaw, double pitch) {
        List<Point> points = new ArrayList<>();
        for (double[] p : head()) {
            double sy = Math.sin(Math.toRadians(yaw));
            double cy = Math.cos(Math.toRadians(yaw));
            double sp = Math.sin(Math.toRadians(pitch));
            double cp = Math.cos(Math.toRadians(pitch));
            double depth = -p[0] * sy + p[2] * cy;
            points.add(new Point(p[0] * cy + p[2] * sy, p[1] * cp - depth * sp));
        }
        return new Landmarks(points);
    }

    /// The landmarks of a picture of the same head, turned by degrees.
    static Landmarks flat(double yaw, double pitch) {
        return new Landmarks(solid(0, 0).points().stream()
                .map(p -> new Point(
                        p.x() * Math.cos(Math.toRadians(yaw)),
                        p.y() * Math.cos(Math.toRadians(pitch))
                                + p.x() * Math.sin(Math.toRadians(yaw)) * Math.sin(Math.toRadians(pitch))))
                .toList());
    }

    /// Right, down and out of each landmark: an ellipsoid with a nose, in distances between the eyes.
    private static List<double[]> head() {
        List<double[]> head = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            double angle = Math.PI * (i / 16.0);
            head.add(new double[] {-1.15 * Math.cos(angle), 0.1 + 1.7 * Math.sin(angle), -0.6});
        }
        for (int i = 0; i < 10; i++) {
            double x = -0.9 + 0.2 * i;
            head.add(new double[] {x, -0.35, dome(x)});
        }
        for (int i = 0; i < 4; i++) {
            head.add(new double[] {0, 0.02 + 0.15 * i, 0.15 + 0.1 * i});
        }
        for (int i = 0; i < 5; i++) {
            head.add(new double[] {-0.2 + 0.1 * i, 0.68, 0.22 - 0.04 * Math.abs(i - 2)});
        }
        for (int side = -1; side <= 1; side += 2) {
            double[][] eye = {{-0.2, 0}, {-0.07, -0.08}, {0.07, -0.08}, {0.2, 0}, {0.07, 0.06}, {-0.07, 0.06}};
            for (double[] p : eye) {
                double x = 0.5 * side + p[0];
                head.add(new double[] {x, p[1], dome(x)});
            }
        }
        for (int i = 0; i < 20; i++) {
            double angle = Math.PI + 2 * Math.PI * (i % 12) / 12;
            double x = 0.38 * Math.cos(angle);
            head.add(new double[] {x, 1.1 + 0.15 * Math.sin(angle), 0.2 + dome(x)});
        }
        return head;
    }

    private static double dome(double x) {
        return -0.22 * x * x;
    }
}
