package org.facelane.bench.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.sample.Delaunay.Triangle;
import org.facelane.face.Point;
import org.junit.jupiter.api.Test;

class DelaunayTest {
    @Test
    void holdsNoPointInsideACircle_andCoversTheSquare() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Point> points = points(seed);
            List<Triangle> triangles = Delaunay.triangulate(points);
            double area = 0;
            for (Triangle triangle : triangles) {
                Point a = points.get(triangle.a());
                Point b = points.get(triangle.b());
                Point c = points.get(triangle.c());
                double twice = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
                area += Math.abs(twice) / 2;
                Point middle = middle(a, b, c);
                double radius = middle.distanceTo(a);
                assertThat(points)
                        .as("seed %d", seed)
                        .noneMatch(point -> middle.distanceTo(point) < radius * (1 - 1e-9));
            }
            assertThat(area).as("seed %d", seed).isCloseTo(10_000, within(1e-6));
        }
    }

    private static List<Point> points(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Point> points =
                new ArrayList<>(List.of(new Point(0, 0), new Point(100, 0), new Point(100, 100), new Point(0, 100)));
        for (int i = 0; i < 40; i++) {
            points.add(new Point(random.nextDouble(1, 99), random.nextDouble(1, 99)));
        }
        return points;
    }

    private static Point middle(Point a, Point b, Point c) {
        double d = 2 * (a.x() * (b.y() - c.y()) + b.x() * (c.y() - a.y()) + c.x() * (a.y() - b.y()));
        double aa = a.x() * a.x() + a.y() * a.y();
        double bb = b.x() * b.x() + b.y() * b.y();
        double cc = c.x() * c.x() + c.y() * c.y();
        return new Point(
                (aa * (b.y() - c.y()) + bb * (c.y() - a.y()) + cc * (a.y() - b.y())) / d,
                (aa * (c.x() - b.x()) + bb * (a.x() - c.x()) + cc * (b.x() - a.x())) / d);
    }
}
