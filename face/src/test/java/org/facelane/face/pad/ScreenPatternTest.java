package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.junit.jupiter.api.Test;

class ScreenPatternTest {
    private static final Face FACE = Drawings.face(200, 180, 80);

    /// Light from the side over something round, and soft blobs: no pattern.
    private static double skin(double x, double y) {
        return 120 + 0.2 * x + 20 * Math.sin(x / 37) * Math.cos(y / 29);
    }

    private static double of(DoubleBinaryOperator luma) {
        return ScreenPattern.of(Drawings.grey(400, 400, luma), FACE);
    }

    @Test
    void isLow_withoutPattern() {
        assertThat(of(ScreenPatternTest::skin)).isBetween(0.5, 2.6);
    }

    @Test
    void isHigh_forFineGrating() {
        assertThat(of((x, y) -> skin(x, y) + 4 * Math.sin(2 * Math.PI * (0.31 * x + 0.07 * y))))
                .isGreaterThan(4);
    }

    @Test
    void isHigh_forDotsOfHalftone() {
        assertThat(of((x, y) -> {
                    double u = 0.24 * (0.9 * x + 0.43 * y);
                    double v = 0.24 * (0.9 * y - 0.43 * x);
                    double dot = Math.cos(2 * Math.PI * u) + Math.cos(2 * Math.PI * v);
                    return skin(x, y) + (dot > 0.7 ? -8 : 0);
                }))
                .isGreaterThan(4);
    }

    @Test
    void isHigh_forColouredMoire() {
        Image grey = Drawings.grey(400, 400, ScreenPatternTest::skin);
        byte[] rgb = grey.rgb().clone();
        for (int i = 0; i < 400 * 400; i++) {
            int row = i / 400;
            int change = (int) Math.round(5 * Math.cos(2 * Math.PI * (0.2 * (i % 400) + 0.11 * row)));
            rgb[3 * i] = (byte) Math.clamp((rgb[3 * i] & 0xff) + change, 0, 255);
            rgb[3 * i + 2] = (byte) Math.clamp((rgb[3 * i + 2] & 0xff) - change, 0, 255);
        }
        assertThat(ScreenPattern.of(new Image(400, 400, rgb), FACE)).isGreaterThan(4);
    }

    @Test
    void isLow_forBlocksOfJpeg() {
        RandomGenerator random = Drawings.random();
        double[] blocks = random.doubles(50 * 50).toArray();
        assertThat(of((x, y) -> skin(x, y) + 6 * blocks[((int) (y / 8)) * 50 + (int) (x / 8)]))
                .describedAs("seed " + Drawings.SEED)
                .isLessThan(3);
    }

    @Test
    void saysNothing_ofSmallFaces() {
        Image grating = Drawings.grey(400, 400, (x, y) -> 120 + 30 * Math.sin(2 * x));
        assertThat(ScreenPattern.of(grating, Drawings.face(200, 200, 20))).isZero();
        assertThat(ScreenPattern.of(Drawings.grey(100, 100, (x, y) -> 100), Drawings.face(50, 50, 40)))
                .isZero();
    }
}
