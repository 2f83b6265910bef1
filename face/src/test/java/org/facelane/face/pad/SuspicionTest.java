package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static final PadEvidence EVEN = new PadEvidence(4, -1, 3, 0.4, 0.02, 0.5);

    @Test
    void rises_withEachPieceOfEvidence() {
        for (Suspicion rule : List.of(Suspicion.TRACK, Suspicion.PICTURE)) {
            double even = rule.of(EVEN);
            assertThat(rule.of(new PadEvidence(4, -3, 3, 0.4, 0.02, 0.5))).isGreaterThan(even);
            assertThat(rule.of(new PadEvidence(4, -1, 4, 0.4, 0.02, 0.5))).isGreaterThanOrEqualTo(even);
            assertThat(rule.of(new PadEvidence(4, -1, 3, 0.6, 0.02, 0.5))).isGreaterThanOrEqualTo(even);
            assertThat(rule.of(new PadEvidence(4, -1, 3, 0.4, 0.04, 0.5))).isGreaterThanOrEqualTo(even);
            assertThat(rule.of(new PadEvidence(4, -1, 3, 0.4, 0.02, 0.7))).isLessThanOrEqualTo(even);
        }
    }

    @Test
    void isCapped_soThatDepthCannotExcuseEverything() {
        PadEvidence replay = new PadEvidence(4, -12, 5, 0.7, 0.05, 20);

        assertThat(replay.verdict(3)).isEqualTo(PadVerdict.ATTACK);
    }

    @Test
    void saysWhichEvidenceIsStrongest() {
        assertThat(new PadEvidence(4, -12, 2, 0.1, 0, 0).reason(3)).isEqualTo(PadReason.LOOKS_LIKE_A_PICTURE);
        assertThat(new PadEvidence(1, 2, 5, 0.1, 0, 0).reason(1)).isEqualTo(PadReason.SCREEN_PATTERN);
        assertThat(new PadEvidence(4, 2, 2, 0.7, 0, 0).reason(3)).isEqualTo(PadReason.FRAMED);
    }

    @Test
    void refusesWeightsBelowNothing() {
        assertThatThrownBy(() -> new Suspicion(List.of(1.0, 1.0, -0.1, 0.0, 0.0), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Suspicion(List.of(1.0), 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
