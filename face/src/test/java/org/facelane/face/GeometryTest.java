package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Boxes, landmarks and images.
class GeometryTest {
    @Test
    void boxesOverlap() {
        Box box = new Box(0, 0, 10, 10);
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(new Box(5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(new Box(5, 0, 10, 10).overlap(box)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(box.overlap(new Box(2, 2, 5, 5))).isCloseTo(0.25, within(1e-12));
        assertThat(box.overlap(new Box(10, 0, 10, 10))).isZero();
        assertThat(box.overlap(new Box(-20, -20, 5, 5))).isZero();
        assertThat(box.centre()).isEqualTo(new Point(5, 5));
        assertThat(box.area()).isEqualTo(100);
    }

    @Test
    void boxes_refuse_noArea() {
        for (double side : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> new Box(0, 0, side, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Box(0, 0, 1, side)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void landmarksNameTheirParts() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            points.add(new Point(i, 100 - i));
        }
        Landmarks landmarks = new Landmarks(points);
        assertThat(landmarks.leftEye()).isEqualTo(new Point(39, 61));
        assertThat(landmarks.rightEye()).isEqualTo(new Point(45, 55));
        assertThat(landmarks.noseTip()).isEqualTo(new Point(30, 70));
        assertThat(landmarks.leftMouthCorner()).isEqualTo(new Point(54, 46));
        assertThat(landmarks.rightMouthCorner()).isEqualTo(new Point(59, 41));
        assertThat(landmarks.eyeDistance()).isCloseTo(Math.sqrt(72), within(1e-12));
        points.removeLast();
        assertThat(landmarks.points()).hasSize(68);
        assertThatThrownBy(() -> new Landmarks(points)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void imagesHaveThreeBytesAPixel() {
        Image image = new Image(2, 1, new byte[] {1, 2, 3, (byte) 255, (byte) 254, (byte) 253});
        assertThat(image.red(1, 0)).isEqualTo(255);
        assertThat(image.green(1, 0)).isEqualTo(254);
        assertThat(image.blue(1, 0)).isEqualTo(253);
        assertThat(image.luma(0, 0)).isCloseTo(0.299 + 2 * 0.587 + 3 * 0.114, within(1e-12));
        assertThatThrownBy(() -> new Image(2, 1, new byte[5])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Image(0, 1, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Image(65_536, 65_536, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
