package org.facelane.bench.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PyramidTest {
    private static final int SIDE = 64;

    @Test
    void givesThePictureBack_whenBothAreTheSame() {
        Canvas picture = Canvas.empty(SIDE, 1);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.planes()[0][i] = i * 31 % 200;
        }
        Canvas joined = Pyramid.join(picture, picture, halves(), 4);
        for (int i = 0; i < SIDE * SIDE; i++) {
            assertThat((double) joined.planes()[0][i]).isCloseTo(picture.planes()[0][i], within(1e-2));
        }
    }

    @Test
    void hasNoStep_betweenDarkAndLight() {
        Canvas dark = Canvas.empty(SIDE, 1).map(_ -> 50);
        Canvas light = Canvas.empty(SIDE, 1).map(_ -> 150);
        float[] row = Pyramid.join(dark, light, halves(), 4).planes()[0];
        for (int x = 1; x < SIDE; x++) {
            assertThat(Math.abs(row[x] - row[x - 1])).isLessThan(10);
        }
        assertThat((double) row[0]).isCloseTo(50, within(3.0));
        assertThat((double) row[SIDE - 1]).isCloseTo(150, within(3.0));
    }

    private static Canvas halves() {
        Canvas mask = Canvas.empty(SIDE, 1);
        for (int i = 0; i < SIDE * SIDE; i++) {
            mask.planes()[0][i] = i % SIDE < SIDE / 2 ? 1 : 0;
        }
        return mask;
    }
}
