package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final ModelVersion MODEL = new ModelVersion("test-1");
    private final Features east = Features.of(MODEL, new float[] {2, 0});
    private final Features north = Features.of(MODEL, new float[] {0, 3});

    @Test
    void haveUnitLength() {
        assertThat(Features.of(MODEL, new float[] {3, 4}).values()).containsExactly(0.6f, 0.8f);
        assertThat(Features.of(MODEL, new float[] {1e-30f, 0}).values()).containsExactly(1, 0);
        assertThat(Features.of(MODEL, new float[] {1e30f, 1e30f}).similarity(east))
                .isCloseTo(0.7071, within(1e-4));
        assertThat(east.similarity(east)).isEqualTo(1);
        assertThat(east.similarity(north)).isZero();
    }

    @Test
    void areCopied() {
        float[] mine = {1, 0};
        Features features = Features.of(MODEL, mine);
        mine[0] = 9;
        features.values()[0] = 9;
        assertThat(features.values()).containsExactly(1, 0);
    }

    @Test
    void fuse_isTheWeightedMeanDirection() {
        assertThat(Features.fuse(List.of(east), List.of(0.2)).values()).containsExactly(1, 0);
        Features even = Features.fuse(List.of(east, north), List.of(1.0, 1.0));
        assertThat(even.similarity(east)).isCloseTo(Math.sqrt(0.5), within(1e-6));
        Features weighted = Features.fuse(List.of(east, north), List.of(3.0, 4.0));
        assertThat(weighted.values()).containsExactly(0.6f, 0.8f);
        assertThat(Features.fuse(List.of(east, north), List.of(0.0, 4.0)).values())
                .containsExactly(0, 1);
    }

    @Test
    void refuses_whatHasNoDirection() {
        for (float[] values :
                new float[][] {{}, {0, 0}, {Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}, {1, Float.NEGATIVE_INFINITY}
                }) {
            assertThatThrownBy(() -> Features.of(MODEL, values)).isInstanceOf(IllegalArgumentException.class);
        }
        Features west = Features.of(MODEL, new float[] {-1, 0});
        assertThatThrownBy(() -> Features.fuse(List.of(east, west), List.of(1.0, 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.fuse(List.of(east), List.of(0.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_mixedModelsAndSizes() {
        Features other = Features.of(new ModelVersion("test-2"), new float[] {1, 0});
        Features longer = Features.of(MODEL, new float[] {1, 0, 0});
        Features shorter = Features.of(MODEL, new float[] {1});
        for (Features foreign : List.of(other, longer, shorter)) {
            assertThatThrownBy(() -> east.similarity(foreign)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Features.fuse(List.of(east, foreign), List.of(1.0, 1.0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Features.fuse(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.fuse(List.of(east), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.fuse(List.of(east), List.of(-1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.fuse(List.of(east), List.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
