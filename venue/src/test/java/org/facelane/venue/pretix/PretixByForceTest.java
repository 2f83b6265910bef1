package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.pretix.ConnectedLanes.admitted;

import java.util.Iterator;
import java.util.List;
import org.facelane.venue.Admission;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A ticket that was used at an ordinary door comes in at a lane that cannot ask, and its entry is told by force.
/// Nothing is heard from pretix's doors here: what it answers is all that can be known.
class PretixByForceTest {
    @RegisterExtension
    static final FreshLanes lanes = new FreshLanes();

    private ConnectedLanes venue;

    @BeforeEach
    void prepare() {
        venue = lanes.now();
    }

    /// Pretix takes a second call by the same nonce for the first, and says no more that somebody else is inside:
    /// so what it said before has to be known by then.
    @Test
    void asksASteward_ticketWasUsedAtAnOrdinaryDoor_whateverIsLostWhileItIsTold() {
        Fault[] kinds = Fault.values();
        for (int i = 0; i < kinds.length * kinds.length * kinds.length; i++) {
            Fault atTheLane = i % 2 == 0 ? Fault.LOST : Fault.ANSWER_LOST;
            List<Fault> lost = List.of(
                    kinds[i % kinds.length],
                    kinds[i / kinds.length % kinds.length],
                    kinds[i / kinds.length / kinds.length]);
            Ticket ticket = venue.ticket("");
            venue.server.scan(ticket.code(), "entry");
            venue.server.faults(() -> atTheLane);
            venue.enter(admitted(venue.admit(ticket)));
            Iterator<Fault> next = lost.iterator();
            venue.server.faults(() -> next.hasNext() ? next.next() : Fault.NONE);
            for (int later = 0; later < 4; later++) {
                venue.tellLater();
            }
            assertThat(venue.referred(ticket)).as("%s", lost).containsExactly(ReferReason.ADMITTED_TWICE);
            assertThat(venue.server.checkins(ticket.code()))
                    .as("both are on record there, %s", lost)
                    .hasSize(2);
        }
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().untold()).isZero();
    }

    @Test
    void takesAnEntryBackThere_thatWasToldByForceAndWhoseAnswerWasLost() {
        Ticket ticket = venue.ticket("");
        venue.server.scan(ticket.code(), "entry");
        venue.server.faults(() -> Fault.LOST);
        Admission admission = admitted(venue.admit(ticket));
        venue.enter(admission);
        Iterator<Fault> next = List.of(Fault.NONE, Fault.ANSWER_LOST).iterator();
        venue.server.faults(() -> next.hasNext() ? next.next() : Fault.NONE);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code())).hasSize(2);
        venue.nobodyPassed(admission);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code()))
                .singleElement()
                .satisfies(checkin -> assertThat(checkin.nonce()).isEmpty());
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().untold()).isZero();
    }
}
