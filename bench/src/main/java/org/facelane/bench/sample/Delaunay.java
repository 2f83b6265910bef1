package org.facelane.bench.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.face.Point;

/// The Delaunay triangulation of a few hundred points: no point lies inside the circle through the corners of a
/// triangle. Points are added one by one (Bowyer 1981; Watson 1981).
final class Delaunay {
    /// Three indexes of points.
    record Triangle(int a, int b, int c) {}

    private record Edge(int from, int to) {
        Edge reversed() {
            return new Edge(to, from);
        }
    }

    private final List<Point> points;
    private List<Triangle> triangles = new ArrayList<>();

    private Delaunay(List<Point> points) {
        this.points = new ArrayList<>(points);
    }

    /// @param points three or more, not all on a line, no two the same
    static List<Triangle> triangulate(List<Point> points) {
        return new Delaunay(points).run(points.size());
    }

    private List<Triangle> run(int count) {
        double reach = 1;
        for (Point point : points) {
            reach = Math.max(reach, Math.max(Math.abs(point.x()), Math.abs(point.y())));
        }
        points.add(new Point(-1000 * reach, -1000 * reach));
        points.add(new Point(1000 * reach, -1000 * reach));
        points.add(new Point(0, 1000 * reach));
        triangles.add(new Triangle(count, count + 1, count + 2));
        for (int i = 0; i < count; i++) {
            add(i);
        }
        triangles.removeIf(t -> t.a() >= count || t.b() >= count || t.c() >= count);
        return List.copyOf(triangles);
    }

    private void add(int point) {
        List<Triangle> kept = new ArrayList<>();
        Map<Edge, Edge> border = new HashMap<>();
        for (Triangle triangle : triangles) {
            if (!circleHolds(triangle, points.get(point))) {
                kept.add(triangle);
                continue;
            }
            for (Edge edge : List.of(
                    new Edge(triangle.a(), triangle.b()),
                    new Edge(triangle.b(), triangle.c()),
                    new Edge(triangle.c(), triangle.a()))) {
                if (border.remove(edge.reversed()) == null) {
                    border.put(edge, edge);
                }
            }
        }
        border.values().stream()
                .sorted((e, f) -> e.from() != f.from() ? e.from() - f.from() : e.to() - f.to())
                .forEach(edge -> kept.add(new Triangle(edge.from(), edge.to(), point)));
        triangles = kept;
    }

    /// The in-circle determinant, for corners that run the way the first triangle's do.
    private boolean circleHolds(Triangle triangle, Point p) {
        Point a = points.get(triangle.a());
        Point b = points.get(triangle.b());
        Point c = points.get(triangle.c());
        double ax = a.x() - p.x();
        double ay = a.y() - p.y();
        double bx = b.x() - p.x();
        double by = b.y() - p.y();
        double cx = c.x() - p.x();
        double cy = c.y() - p.y();
        double determinant = (ax * ax + ay * ay) * (bx * cy - cx * by)
                - (bx * bx + by * by) * (ax * cy - cx * ay)
                + (cx * cx + cy * cy) * (ax * by - bx * ay);
        return determinant > 0;
    }
}
