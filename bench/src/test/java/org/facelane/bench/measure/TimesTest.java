package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void givesMeanAnd99thPercentile() {
        Times times = new Times();
        for (int i = 1; i <= 200; i++) {
            times.add("detect", i);
        }
        assertThat(times.mean("detect")).isEqualTo(100.5);
        assertThat(times.p99("detect")).isEqualTo(198);
        assertThat(times.table()).contains("| detect | 200 | 100.50 | 198.00 |");
    }

    @Test
    void refuses_aStageThatNeverRan() {
        assertThatThrownBy(() -> new Times().mean("search")).hasMessageContaining("'search' never ran");
    }
}
