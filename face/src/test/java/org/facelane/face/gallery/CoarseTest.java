package org.facelane.face.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoarseTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 17, 64, 128, 192, 350, 512, 4_096})
    void similarityStaysWithinTheBound(int dimension) {
        Random random = new Random(dimension);
        for (int round = 0; round < (dimension > 1_000 ? 200 : 5_000); round++) {
            float[] reference = AdversarialFeatures.unit(random, dimension);
            Coarse coarse = Coarse.of(reference);
            // The worst probe looks along what was cut off.
            float[] probe = random.nextInt(3) == 0
                    ? AdversarialFeatures.unitOr(rest(reference, coarse), reference)
                    : AdversarialFeatures.unit(random, dimension);
            double similarity = 0;
            float sum = 0;
            float backwards = 0;
            for (int k = 0; k < dimension; k++) {
                similarity += (double) probe[k] * reference[k];
                sum = Math.fma(probe[k], (float) coarse.steps()[k], sum);
                int last = dimension - 1 - k;
                backwards += probe[last] * coarse.steps()[last];
            }
            double off = Coarse.length(probe) * (double) coarse.bound();
            assertThat(coarse.bound()).isFinite().isPositive();
            for (float product : new float[] {sum, backwards}) {
                double middle = (double) product * coarse.scale();
                assertThat(similarity)
                        .as("round %d of %d dimensions", round, dimension)
                        .isBetween(middle - off, middle + off);
                // As a kernel computes it.
                assertThat((double) (product * coarse.scale() + coarse.bound() * Coarse.length(probe)))
                        .isGreaterThanOrEqualTo(similarity);
            }
        }
    }

    private static float[] rest(float[] reference, Coarse coarse) {
        float[] rest = new float[reference.length];
        for (int k = 0; k < rest.length; k++) {
            rest[k] = (float) (reference[k] - (double) coarse.scale() * coarse.steps()[k]);
        }
        return rest;
    }
}
