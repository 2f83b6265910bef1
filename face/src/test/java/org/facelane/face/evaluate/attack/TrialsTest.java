package org.facelane.face.evaluate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.attack.Trials.Trial;
import org.facelane.face.evaluate.rate.Rate;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final List<Trial> TEN = IntStream.range(0, 10)
            .mapToObj(i -> new Trial("person " + i, OptionalDouble.of(i)))
            .toList();

    @Test
    void stoppingIsTheErrorForLivingPeopleAndPassingForAttacks() {
        Trials living = new Trials("bona-fide", true, TEN);
        Trials attacks = new Trials("print", false, TEN);

        assertThat(living.share(6.5)).isEqualTo(0.3);
        assertThat(attacks.share(6.5)).isEqualTo(0.7);
        Rate bpcer = living.error(6.5, 200, 1);
        assertThat(bpcer.errors()).isEqualTo(3);
        assertThat(bpcer.of()).isEqualTo(10);
        assertThat(bpcer.interval().low()).isLessThan(0.3);
        assertThat(bpcer.interval().high()).isGreaterThan(0.3);
    }

    @Test
    void attacksThatAllPass_leaveRoomBelow() {
        Rate apcer = new Trials("print", false, TEN).error(100, 200, 1);

        assertThat(apcer.value()).isEqualTo(1);
        assertThat(apcer.interval().low()).isBetween(0.74, 0.75);
        assertThat(apcer.interval().high()).isEqualTo(1);
    }

    @Test
    void theThresholdStopsNoMorePeopleThanAskedFor() {
        Trials living = new Trials("bona-fide", true, TEN);

        for (int count = 0; count < 10; count++) {
            assertThat(living.share(living.threshold(count))).isEqualTo(count / 10.0);
        }
    }

    @Test
    void presentationsWithoutAnAnswerCountNeitherWay() {
        Trials trials = new Trials(
                "print",
                false,
                List.of(
                        new Trial("a", OptionalDouble.empty()),
                        new Trial("b", OptionalDouble.of(1)),
                        new Trial("c", OptionalDouble.of(Double.NEGATIVE_INFINITY))));

        assertThat(trials.answered()).isEqualTo(2);
        assertThat(trials.share(0)).isEqualTo(0.5);
        assertThat(trials.error(0, 100, 1).of()).isEqualTo(2);
    }
}
