package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.edge.agent.MachineTime.Passed;
import org.junit.jupiter.api.Test;

class MachineTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
    private static final MachineTime BEFORE =
            new MachineTime(NOW, "first", Duration.ofHours(3), Optional.of(NOW.minusSeconds(40)));

    @Test
    void countsOn_whileTheMachineRuns_howeverItsClockIsSet() {
        assertThat(time(-3_600, "first", 60, Optional.empty()).since(BEFORE)).hasValue(passed(60, 60));
        assertThat(time(60, "first", 60, Optional.of(60L)).since(BEFORE)).hasValue(passed(60, 60));
    }

    @Test
    void takesTheLongest_whereClocksDiffer() {
        assertThat(time(600, "first", 60, Optional.empty()).since(BEFORE)).hasValue(passed(60, 600));
        assertThat(time(60, "first", 60, Optional.of(900L)).since(BEFORE)).hasValue(passed(60, 900));
        assertThat(time(600, "second", -10_000, Optional.of(60L)).since(BEFORE)).hasValue(passed(60, 600));
    }

    @Test
    void goesByTheBattery_onceTheMachineWasStartedAgain() {
        assertThat(time(120, "second", -10_000, Optional.of(120L)).since(BEFORE))
                .as("a clock of whole seconds may have dropped one")
                .hasValue(passed(120, 121));
    }

    @Test
    void knowsNothing_whereTheMachineWasStartedAgain_andNoClockRanMeanwhile() {
        MachineTime without = new MachineTime(NOW, "first", Duration.ofHours(3), Optional.empty());
        assertThat(time(5, "second", -10_000, Optional.empty()).since(BEFORE)).isEmpty();
        assertThat(time(5, "second", -10_000, Optional.of(5L)).since(without)).isEmpty();
    }

    @Test
    void knowsNothing_whereAClockStandsBeforeWhatItStoodAt() {
        assertThat(time(-1, "second", -10_000, Optional.of(60L)).since(BEFORE)).isEmpty();
        assertThat(time(60, "second", -10_000, Optional.of(-1L)).since(BEFORE)).isEmpty();
        assertThat(time(60, "first", -1, Optional.of(60L)).since(BEFORE)).isEmpty();
    }

    @Test
    void readsThisMachines() {
        MachineTime here = MachineTime.read(NOW);
        assertThat(here.boot()).isNotBlank();
        assertThat(here.up()).isPositive();
        assertThat(MachineTime.read(NOW).since(here)).isPresent();
    }

    /// As many seconds after [#BEFORE], by each clock.
    private static MachineTime time(long clock, String boot, long up, Optional<Long> battery) {
        return new MachineTime(
                NOW.plusSeconds(clock),
                boot,
                BEFORE.up().plusSeconds(up),
                battery.map(seconds -> NOW.minusSeconds(40).plusSeconds(seconds)));
    }

    private static Passed passed(long likely, long atMost) {
        return new Passed(Duration.ofSeconds(likely), Duration.ofSeconds(atMost));
    }
}
