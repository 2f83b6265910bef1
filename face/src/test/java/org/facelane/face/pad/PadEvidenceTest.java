package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PadEvidenceTest {
    @Test
    void undecided_withoutFrames() {
        assertThat(PadEvidence.NONE.verdict(1)).isEqualTo(PadVerdict.UNDECIDED);
        assertThat(PadEvidence.NONE.verdict(0)).isEqualTo(PadVerdict.UNDECIDED);
    }

    @Test
    void attack_onlyWhenEnoughFramesAgree() {
        PadEvidence evidence = PadEvidence.NONE.with(0.0001).with(0.0002);

        assertThat(evidence.verdict(3)).isEqualTo(PadVerdict.UNDECIDED);
        assertThat(evidence.with(0.0001).verdict(3)).isEqualTo(PadVerdict.ATTACK);
    }

    @Test
    void attack_isOutvotedByOneLivingFrame() {
        PadEvidence evidence = PadEvidence.NONE.with(0.0001).with(0.0001).with(0.0001);

        assertThat(evidence.with(0.05).verdict(3)).isEqualTo(PadVerdict.UNDECIDED);
    }

    @Test
    void bonaFide_fromHalf() {
        assertThat(PadEvidence.NONE.with(0.5).verdict(3)).isEqualTo(PadVerdict.BONA_FIDE);
        assertThat(PadEvidence.NONE.with(0.4).verdict(3)).isEqualTo(PadVerdict.UNDECIDED);
    }

    @Test
    void mean_isThatOfAllFrames() {
        PadEvidence evidence = PadEvidence.NONE.with(0.2).with(0.4).with(0.9);

        assertThat(evidence.frameCount()).isEqualTo(3);
        assertThat(evidence.bonaFideMean()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void refuses_measuresThatAreNone() {
        assertThatThrownBy(() -> new PadEvidence(1, 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PadEvidence.NONE.with(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
