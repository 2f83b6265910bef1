package org.facelane.face.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.model.DefaultPack;
import org.junit.jupiter.api.Test;

class MadeUpFeaturesTest {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    @Test
    void areAsAlikeAsStrangers() {
        Calibration calibration = DefaultPack.open().calibration().orElseThrow();
        MadeUpFeatures madeUp = new MadeUpFeatures(DefaultPack.open());
        RandomGenerator random = GENERATORS.create(1);
        List<Features> people =
                Stream.generate(() -> madeUp.draw(random)).limit(500).toList();
        double hits = 0;
        double comparisons = 0;
        for (int i = 0; i < people.size(); i++) {
            for (int k = 0; k < i; k++) {
                hits += calibration
                                        .score(people.get(i).similarity(people.get(k)))
                                        .value()
                                >= 20
                        ? 1
                        : 0;
                comparisons++;
            }
        }
        assertThat(hits / comparisons).isBetween(0.003, 0.03);
    }

    @Test
    void areTheSame_fromTheSameSeed() {
        MadeUpFeatures madeUp = new MadeUpFeatures(DefaultPack.open());
        assertThat(madeUp.draw(GENERATORS.create(7)).values())
                .isEqualTo(madeUp.draw(GENERATORS.create(7)).values());
    }
}
