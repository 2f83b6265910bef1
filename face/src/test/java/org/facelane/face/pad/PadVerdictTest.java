package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.facelane.face.pad.LightResponse.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PadVerdictTest {
    private record Row(PadVerdict before, Verdict light, PadVerdict after) {}

    @TestFactory
    Stream<DynamicTest> takesLightAsFurtherEvidence() {
        return Stream.of(
                        new Row(PadVerdict.ATTACK, Verdict.ANSWERED, PadVerdict.UNDECIDED),
                        new Row(PadVerdict.ATTACK, Verdict.UNANSWERED, PadVerdict.ATTACK),
                        new Row(PadVerdict.ATTACK, Verdict.CONTRADICTED, PadVerdict.ATTACK),
                        new Row(PadVerdict.UNDECIDED, Verdict.ANSWERED, PadVerdict.UNDECIDED),
                        new Row(PadVerdict.UNDECIDED, Verdict.UNANSWERED, PadVerdict.UNDECIDED),
                        new Row(PadVerdict.UNDECIDED, Verdict.CONTRADICTED, PadVerdict.ATTACK),
                        new Row(PadVerdict.BONA_FIDE, Verdict.ANSWERED, PadVerdict.BONA_FIDE),
                        new Row(PadVerdict.BONA_FIDE, Verdict.UNANSWERED, PadVerdict.BONA_FIDE),
                        new Row(PadVerdict.BONA_FIDE, Verdict.CONTRADICTED, PadVerdict.ATTACK))
                .map(row -> DynamicTest.dynamicTest(
                        row.before() + " whose light is " + row.light(),
                        () -> assertThat(row.before().with(row.light())).isEqualTo(row.after())));
    }
}
