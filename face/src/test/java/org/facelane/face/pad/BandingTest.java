package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.junit.jupiter.api.Test;

class BandingTest {
    private static final Face FACE = Drawings.face(300, 260, 60);

    private static Banding frame(double depth, double phase, double exposure) {
        Image image =
                Drawings.grey(600, 560, (x, y) -> exposure * (120 + 0.1 * y) * (1 + depth * Math.sin(y / 25 + phase)));
        return Banding.of(Surroundings.of(image, FACE));
    }

    @Test
    void isHigh_forBandsThatWander() {
        assertThat(Banding.of(Stream.of(0.0, 2.0, 4.0)
                        .map(phase -> frame(0.08, phase, 1))
                        .toList()))
                .isGreaterThan(0.03);
    }

    @Test
    void isLow_whenAllOfTheFaceGetsBrighter() {
        assertThat(Banding.of(Stream.of(0.8, 1.0, 1.2)
                        .map(light -> frame(0, 0, light))
                        .toList()))
                .isLessThan(0.01);
    }

    @Test
    void isNothing_forOneFrame() {
        assertThat(Banding.of(List.of(frame(0.1, 0, 1)))).isZero();
    }
}
