package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.junit.jupiter.api.Test;

class ParallaxTest {
    private static final List<Double> TURNS = List.of(-6.0, -3.0, 0.0, 3.0, 6.0);

    @Test
    void isTheDegreesASolidHeadTurns() {
        double yaw =
                Parallax.of(TURNS.stream().map(turn -> Drawings.solid(turn, 0)).toList());
        double pitch =
                Parallax.of(TURNS.stream().map(turn -> Drawings.solid(0, turn)).toList());

        assertThat(yaw).isBetween(2.5, 6.5);
        assertThat(pitch).isBetween(2.5, 6.5);
    }

    @Test
    void isNothing_forAPictureThatTurns() {
        assertThat(Parallax.of(TURNS.stream()
                        .map(turn -> Drawings.flat(3 * turn, 2 * turn))
                        .toList()))
                .isLessThan(0.2);
    }

    @Test
    void isNothing_forMovingNearerAndSideways() {
        List<Landmarks> moved = Stream.of(1.0, 1.3, 1.7)
                .map(size -> new Landmarks(Drawings.solid(4, 2).points().stream()
                        .map(p -> new Point(100 * size + 40 * size * p.x(), 50 + 40 * size * p.y()))
                        .toList()))
                .toList();

        assertThat(Parallax.of(moved)).isCloseTo(0, within(1e-9));
    }

    @Test
    void isSmall_forNoiseOfLandmarks() {
        RandomGenerator random = Drawings.random();
        List<Landmarks> shaking = Stream.generate(() -> new Landmarks(Drawings.solid(0, 0).points().stream()
                        .map(p -> new Point(p.x() + 0.01 * random.nextGaussian(), p.y() + 0.01 * random.nextGaussian()))
                        .toList()))
                .limit(6)
                .toList();

        assertThat(Parallax.of(shaking)).describedAs("seed " + Drawings.SEED).isLessThan(1);
    }

    @Test
    void isNothing_forOneFrame() {
        assertThat(Parallax.of(List.of(Drawings.solid(0, 0)))).isZero();
    }
}
