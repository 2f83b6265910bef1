package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.facelane.bench.measure.PictureSet.Sample;
import org.junit.jupiter.api.Test;

class SimilaritiesTest {
    @Test
    void tellsMatedFromNonMated() {
        List<Sample> samples = List.of(
                new Sample("Ada", "1", new float[] {1, 0}),
                new Sample("Ada", "2", new float[] {0.6f, 0.8f}),
                new Sample("Bo", "1", new float[] {0, 1}));

        Similarities mated = Similarities.mated(samples);
        Similarities nonMated = Similarities.nonMated(samples);

        assertThat(mated.total()).isEqualTo(1);
        assertThat(mated.highest()).isCloseTo(0.6, within(2e-5));
        assertThat(nonMated.total()).isEqualTo(2);
        assertThat(nonMated.lowest()).isCloseTo(0, within(2e-5));
        assertThat(nonMated.highest()).isCloseTo(0.8, within(2e-5));
    }

    @Test
    void countsShares() {
        Similarities similarities = new Similarities();
        for (int i = 0; i < 100; i++) {
            similarities.add(i / 100.0);
        }
        assertThat(similarities.share(0.90)).isCloseTo(0.10, within(1e-9));
        assertThat(similarities.share(0.995)).isZero();
        assertThat(similarities.reachedBy(0.10)).isBetween(0.8900, 0.9001);
    }
}
