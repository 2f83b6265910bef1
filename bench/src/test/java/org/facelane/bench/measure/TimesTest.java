package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void givesMeanAnd99thPercentile() {
        Times times = new Times();
        for (int i = 1; i <= 200; i++) {
            times.add("detect", new Times.Run(i, i / 2.0));
        }
        assertThat(times.table()).contains("| detect | 200 | 100.50 | 198.00 | 50.25 | 99.00 |");
    }

    @Test
    void givesTheStagesResult() {
        Times times = new Times();
        assertThat(times.take("add", () -> 1 + 1)).isEqualTo(2);
        assertThat(times.table()).contains("| add | 1 |");
    }

    @Test
    void forgetsTheWarmUp() {
        Times times = new Times();
        times.take("add", () -> 1 + 1);
        times.clear();
        assertThat(times.table()).doesNotContain("add");
    }
}
