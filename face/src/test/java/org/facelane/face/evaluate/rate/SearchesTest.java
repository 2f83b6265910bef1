package org.facelane.face.evaluate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.facelane.face.evaluate.data.Sample;
import org.junit.jupiter.api.Test;

final class SearchesTest {
    /// `a` and `b` have two pictures that agree; `c` has one, which is like `a`.
    private static final List<Sample> PROBES =
            List.of(of("a", 1, 0, 0), of("a", 1, 0, 0), of("b", 0, 1, 0), of("b", 0, 1, 0), of("c", 0.8, 0, 0.6));

    @Test
    void aStrangerWhoLooksLikeSomebodyIsAFalsePositive() {
        Searches searches = searches(2, List.of());

        // Without c's person enrolled: c finds a at 0.8. Without a: a finds c at 0.8. b finds nobody.
        assertThat(searches.fpir(2, 0.7).value()).isEqualTo(3 / 5.0, within(1e-9));
        assertThat(searches.fpir(2, 0.81).errors()).isZero();
    }

    @Test
    void theRightPersonMustBeFirstAndAboveTheThreshold() {
        Searches searches = searches(2, List.of());

        assertThat(searches.fnir(2, 0.9).errors()).isZero();
        assertThat(searches.fnir(2, 1.1).value()).isEqualTo(1);
        assertThat(searches.matedCount()).isEqualTo(2);
    }

    @Test
    void someoneNearerThanTheOwnReferenceIsAMiss() {
        List<Sample> fill =
                IntStream.range(0, 10).mapToObj(i -> of("double" + i, 1, 0, 0)).toList();
        Searches searches = searches(12, fill);

        // a's own reference and ten of the same features: a tie is not the right person first.
        assertThat(searches.fnir(12, 0.5).value()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void thresholdForARateLetsThatShareThrough() {
        Searches searches = searches(2, List.of());

        assertThat(searches.limit(2, 0.6)).isEqualTo(0, within(1e-6));
        assertThat(searches.limit(2, 0.2)).isEqualTo(0.8, within(1e-6));
        assertThat(searches.fnirAt(2, new double[] {0.6, 0.2}))
                .extracting(Rate::errors)
                .containsExactly(0.0, 0.0);
    }

    @Test
    void aGalleryThatCannotBeFilledIsRefused() {
        assertThat(Searches.Plan.largest(PROBES, List.of())).isEqualTo(3);
        assertThatThrownBy(() -> searches(4, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Searches searches(int size, List<Sample> fill) {
        return Searches.of(new Searches.Plan(PROBES, fill, new int[] {size}, 4, 1), new Bootstrap(3, 20, 1));
    }

    private static Sample of(String person, double... features) {
        float[] values = new float[features.length];
        Stream.iterate(0, i -> i + 1).limit(values.length).forEach(i -> values[i] = (float) features[i]);
        return VerificationTest.sample(person, values);
    }
}
