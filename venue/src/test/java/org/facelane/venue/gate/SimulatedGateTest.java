package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.TicketId;
import org.junit.jupiter.api.Test;

class SimulatedGateTest {
    @Test
    void opensAndRemembersForWhom() {
        SimulatedGate gate = new SimulatedGate();
        Admission admission = new Admission(AdmissionId.random(), TicketId.random(), Optional.empty(), Instant.EPOCH);
        assertThat(gate.open(admission)).isEqualTo(new GateOutcome.Opened());
        assertThat(gate.openings()).containsExactly(admission.id());
    }

    @Test
    void remembersNoMoreThanItsLimit() {
        SimulatedGate gate = new SimulatedGate();
        for (int i = 0; i < SimulatedGate.REMEMBERED_MAX + 5; i++) {
            gate.open(new Admission(AdmissionId.random(), TicketId.random(), Optional.empty(), Instant.EPOCH));
        }
        assertThat(gate.openings()).hasSize(SimulatedGate.REMEMBERED_MAX);
    }
}
