package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PadEvidenceTest {
    private static PadEvidence attack(int frames) {
        return new PadEvidence(frames, -12, 4.5, 0.6, 0.03, 0.1);
    }

    @Test
    void isUndecided_beforeTheFirstFrame() {
        assertThat(PadEvidence.NONE.verdict(1)).isEqualTo(PadVerdict.UNDECIDED);
        assertThat(PadEvidence.NONE.verdict(3)).isEqualTo(PadVerdict.UNDECIDED);
    }

    @Test
    void suspectsAttack_onlyFromEnoughFrames() {
        assertThat(attack(2).verdict(3)).isEqualTo(PadVerdict.UNDECIDED);
        assertThat(attack(3).verdict(3)).isEqualTo(PadVerdict.ATTACK);
        assertThat(attack(1).verdict(1)).isEqualTo(PadVerdict.ATTACK);
    }

    @Test
    void isBonaFide_withoutEvidence() {
        assertThat(new PadEvidence(3, 5, 2, 0.1, 0, 2).verdict(3)).isEqualTo(PadVerdict.BONA_FIDE);
        assertThat(new PadEvidence(1, 5, 2, 0.1, 0, 0).verdict(1)).isEqualTo(PadVerdict.BONA_FIDE);
    }

    @Test
    void refusesTheImpossible() {
        assertThatThrownBy(() -> new PadEvidence(-1, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PadEvidence(1, 13, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PadEvidence(1, Double.NaN, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PadEvidence(1, 0, 0, 0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
