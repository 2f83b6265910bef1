package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorWordTest {
    private static final AdmissionId ID = new AdmissionId(UUID.fromString("0f1e2d3c-4b5a-4968-8776-655443322110"));

    @Test
    void saysWhetherSomebodyPassed_andWho() {
        assertThat(SensorWord.parse("passed")).contains(new SensorWord(true, Optional.empty()));
        assertThat(SensorWord.parse("not passed\r")).contains(new SensorWord(false, Optional.empty()));
        assertThat(SensorWord.parse("passed " + ID)).contains(new SensorWord(true, Optional.of(ID)));
        assertThat(SensorWord.parse("not passed " + ID)).contains(new SensorWord(false, Optional.of(ID)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PASSED",
                "passed twice",
                "passed 0f1e2d3c",
                "notpassed",
                "not  passed",
                "0f1e2d3c-4b5a-4968-8776-655443322110",
                "passed 0f1e2d3c-4b5a-4968-8776-655443322110 and another",
                "passed 0f1e2d3c-4b5a-4968-8776-65544332211g"
            })
    void isNoWord(String text) {
        assertThat(SensorWord.parse(text)).isEmpty();
        assertThat(SensorWord.parse(" ".repeat(101) + "passed")).isEmpty();
    }
}
