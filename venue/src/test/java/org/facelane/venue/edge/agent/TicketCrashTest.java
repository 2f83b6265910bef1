package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Agents whose processes end between any two steps while somebody holds a ticket up.
class TicketCrashTest {
    /// More places than there are at which a process can end while one ticket is let in.
    private static final int PLACE_COUNT = 10;

    @RegisterExtension
    static final AgentDoors doors = new AgentDoors();

    private TestDatabase test;
    private SettableClock clock;

    @BeforeEach
    void prepare() {
        test = doors.test();
        clock = doors.clock();
    }

    @Test
    void letsInOnce_andLosesNothing_whereverTheProcessEnds() throws IOException {
        for (boolean heard : List.of(true, false)) {
            for (int place = 0; place < PLACE_COUNT; place++) {
                AgentDoor door = doors.open();
                Ticket ticket = Guests.ticket(test, doors.event());
                door.follow();
                door.heard = heard;
                door.endsAt = place;
                boolean ended = ends(door, ticket);
                if (ended) {
                    door.startAgain();
                    door.heard = true;
                    door.follow();
                    door.heard = heard;
                    door.show(ticket.code());
                }
                clock.pass(Duration.ofMinutes(2));
                door.heard = true;
                door.desk().settle(clock.instant());
                door.follow();
                new Admissions(test.database(), GatePatience.DEFAULT).settle(clock.instant());
                String what = "heard " + heard + ", place " + place;
                String its = "ticket_id = '" + ticket.id() + "'";
                assertThat(door.commands).as(what).hasSizeLessThanOrEqualTo(1);
                assertThat(door.count("admission where " + its)).as(what).isEqualTo(1);
                assertThat(door.count("admission_conflict where " + its))
                        .as(what)
                        .isZero();
                boolean opened = door.count("admission where gate_opened_at is not null and " + its) == 1;
                assertThat(opened || door.count("referral where " + its) > 0)
                        .as(what)
                        .isTrue();
            }
        }
    }

    @Test
    void knowsNoTicket_onceItsProcessHasEnded() throws IOException {
        AgentDoor door = doors.open();
        Ticket ticket = Guests.ticket(test, doors.event());
        door.follow();
        door.heard = false;
        door.endsAt = 0;
        assertThatThrownBy(() -> door.show(ticket.code())).isInstanceOf(AgentDoor.Crash.class);
        door.startAgain();
        door.heard = false;
        assertThat(door.show(ticket.code())).isEmpty();
    }

    private static boolean ends(AgentDoor door, Ticket ticket) {
        try {
            door.show(ticket.code());
            return false;
        } catch (AgentDoor.Crash e) {
            return true;
        }
    }
}
