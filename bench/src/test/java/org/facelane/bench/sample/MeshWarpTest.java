package org.facelane.bench.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.junit.jupiter.api.Test;

class MeshWarpTest {
    private static final int SIDE = 40;

    @Test
    void leavesAPictureAsItIs_ontoItsOwnShape() {
        List<Point> points = points(20, 20);
        Canvas warped = new MeshWarp(SIDE, points).warp(ramp(), points);
        assertThat(warped.image().rgb()).isEqualTo(ramp().rgb());
    }

    @Test
    void takesAPointToItsPlace() {
        Canvas warped = new MeshWarp(SIDE, points(25.5, 15.5)).warp(ramp(), points(10.5, 30.5));
        assertThat((double) warped.planes()[0][15 * SIDE + 25]).isCloseTo(4 * 10, within(1e-3));
        assertThat((double) warped.planes()[1][15 * SIDE + 25]).isCloseTo(4 * 30, within(1e-3));
    }

    @Test
    void leavesNoHoles() {
        Canvas warped = new MeshWarp(SIDE, points(31.2, 7.7)).warp(ramp(), points(9, 33));
        for (float blue : warped.planes()[2]) {
            assertThat(blue).isEqualTo(200);
        }
    }

    /// The corners, and one point inside.
    private static List<Point> points(double x, double y) {
        List<Point> points = new ArrayList<>(
                List.of(new Point(0, 0), new Point(SIDE, 0), new Point(SIDE, SIDE), new Point(0, SIDE)));
        points.add(new Point(x, y));
        return points;
    }

    /// Red grows to the right, green downwards.
    private static Image ramp() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                rgb[3 * (y * SIDE + x)] = (byte) (4 * x);
                rgb[3 * (y * SIDE + x) + 1] = (byte) (4 * y);
                rgb[3 * (y * SIDE + x) + 2] = (byte) 200;
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }
}
