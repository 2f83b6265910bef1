package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.gate.GateOutcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatientGateTest {
    private static final Admission ADMISSION = new Admission(
            AdmissionId.random(),
            TicketId.random(),
            Optional.of(LaneId.random()),
            Instant.parse("2026-11-22T18:00:00Z"));
    private static final GateOutcome UNREACHABLE = new NotOpened(Reason.UNREACHABLE, "nobody there");

    @Test
    void opens_whenTheGateComesBack() {
        Deque<GateOutcome> outcomes = new ArrayDeque<>(List.of(UNREACHABLE, UNREACHABLE, new Opened()));
        assertThat(patient(outcomes).open(ADMISSION)).isEqualTo(new Opened());
        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNREACHABLE"})
    void isNotCommandedAgain_whenItMayHaveOpened(Reason reason) {
        GateOutcome outcome = new NotOpened(reason, "it said");
        Deque<GateOutcome> outcomes = new ArrayDeque<>(List.of(UNREACHABLE, outcome, new Opened()));
        assertThat(patient(outcomes).open(ADMISSION)).isEqualTo(outcome);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void givesUp_whenPatienceEnds() {
        Deque<GateOutcome> outcomes = new ArrayDeque<>(List.of(UNREACHABLE, UNREACHABLE));
        Gate gate = new PatientGate(_ -> outcomes.removeFirst(), Duration.ZERO, Duration.ofMillis(1));
        assertThat(gate.open(ADMISSION)).isEqualTo(UNREACHABLE);
        assertThat(outcomes).hasSize(1);
    }

    private static Gate patient(Deque<GateOutcome> outcomes) {
        return new PatientGate(_ -> outcomes.removeFirst(), Duration.ofMinutes(1), Duration.ofMillis(1));
    }
}
