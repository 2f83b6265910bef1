package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.facelane.venue.ReferReason;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A ticket that our own rules do not let in is on record at pretix once, whatever is lost on the way.
class PretixRefusalsTest {
    @RegisterExtension
    static final FreshLanes lanes = new FreshLanes();

    private ConnectedLanes venue;

    @BeforeEach
    void prepare() {
        venue = lanes.now();
    }

    @Test
    void isOnRecordOnce_theAnswerWasLost() {
        refused(1);
        faults(Fault.ANSWER_LOST, Fault.LOST, Fault.ANSWER_LOST);
        for (int i = 0; i < 6; i++) {
            venue.tellLater();
        }
        assertThat(told()).as("until it has answered").isEqualTo(4);
        assertThat(venue.server.failures()).isEqualTo(1);
    }

    /// Pretix has heard of it, and nobody can write that down any more.
    @Test
    void isOnRecordOnce_theServerEndedInTheCall() {
        refused(1);
        venue.server.faults(() -> {
            venue.test.goDown();
            return Fault.NONE;
        });
        assertThatThrownBy(venue::tellLater).isInstanceOf(DatabaseUnreachable.class);
        venue.test.comeBack();
        faults();
        venue.tellLater();
        venue.tellLater();
        assertThat(told()).isEqualTo(2);
        assertThat(venue.server.failures()).isEqualTo(1);
    }

    @Test
    void leavesRoomForGuests_andIsToldToItsEnd() {
        refused(12);
        venue.tellLater();
        assertThat(told()).isEqualTo(5);
        venue.tellLater();
        venue.tellLater();
        venue.tellLater();
        assertThat(venue.server.failures()).isEqualTo(12);
        assertThat(told()).isEqualTo(12);
    }

    @Test
    void isNotToldAfterADay() {
        refused(1);
        faults(Fault.LOST);
        venue.tellLater();
        venue.clock.pass(Duration.ofDays(1));
        venue.tellLater();
        assertThat(venue.server.failures()).isZero();
    }

    private void refused(int count) {
        for (int i = 0; i < count; i++) {
            venue.refer(venue.ticket("").id(), ReferReason.TICKET_BLOCKED);
        }
    }

    /// What goes wrong next, one call after another; then nothing.
    private void faults(Fault... faults) {
        Iterator<Fault> next = List.of(faults).iterator();
        venue.server.faults(() -> next.hasNext() ? next.next() : Fault.NONE);
    }

    /// How often a refusal was told.
    private long told() {
        return venue.server.exchanges().stream()
                .filter(exchange -> exchange.call().endsWith("/failed_checkins/"))
                .count();
    }
}
