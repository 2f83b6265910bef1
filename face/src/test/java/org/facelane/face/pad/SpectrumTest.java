package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final int SIDE = Spectrum.SIDE;

    @Test
    void findsEachPlanesOwnFrequency() {
        double[] first = new double[SIDE * SIDE];
        double[] second = new double[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                first[y * SIDE + x] = 2 * Math.cos(2 * Math.PI * (5 * x + 3 * y) / SIDE);
                second[y * SIDE + x] = Math.sin(2 * Math.PI * 20 * y / SIDE);
            }
        }
        double[][] powers = new double[2][SIDE * SIDE];
        new Spectrum().add(first, second, powers);

        double whole = (double) SIDE * SIDE * SIDE * SIDE;
        assertThat(powers[0][3 * SIDE + 5]).isCloseTo(whole, within(1e-3));
        assertThat(powers[0][(SIDE - 3) * SIDE + SIDE - 5]).isCloseTo(whole, within(1e-3));
        assertThat(powers[0][20 * SIDE]).isCloseTo(0, within(1e-3));
        assertThat(powers[1][20 * SIDE]).isCloseTo(whole / 4, within(1e-3));
        assertThat(powers[1][3 * SIDE + 5]).isCloseTo(0, within(1e-3));
    }
}
