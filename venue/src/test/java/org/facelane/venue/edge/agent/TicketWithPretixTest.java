package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.pretix.PretixCalls;
import org.facelane.venue.pretix.PretixConnection;
import org.facelane.venue.pretix.PretixServer;
import org.facelane.venue.pretix.PretixSetup;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tickets of pretix, held up to an agent's camera.
class TicketWithPretixTest {
    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final PretixCalls calls = new PretixCalls(Duration.ofSeconds(10));
    private PretixServer pretix;
    private Redemptions redemptions;
    private Event event;
    private AgentDoor door;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        test.clear();
        pretix = new PretixServer(clock);
        event = Guests.event(test);
        Lane lane = Guests.lane(test, event);
        PretixSetup setup = new PretixSetup(test.database(), test.master(), calls);
        setup.connect(
                event.id(),
                new PretixConnection(pretix.url(), PretixServer.ORGANIZER, PretixServer.EVENT, PretixServer.LIST),
                "staff tests",
                clock.instant());
        setup.devices().add(event.id(), lane.id(), pretix.newDevice(), "staff tests", clock.instant());
        redemptions = new Redemptions(test.database(), id -> setup.system(id).orElseGet(OwnTickets::new));
        door = new AgentDoor(test, event, lane, redemptions, clock, folder);
    }

    @AfterEach
    void end() {
        door.close();
        calls.close();
        pretix.close();
    }

    @Test
    void pretixIsAskedBeforeTheGateOpens_whileTheServerIsHeard() {
        Ticket good = ticket("");
        Ticket unpaid = ticket("unpaid");
        door.follow();
        assertThat(door.show(unpaid.code())).contains(new NotAdmissible(ReferReason.TICKET_UNPAID));
        assertThat(door.commands).isEmpty();
        assertThat(door.show(good.code())).get().isInstanceOf(Admitted.class);
        assertThat(pretix.checkins(good.code())).hasSize(1);
        assertThat(door.commands).hasSize(1);
    }

    @Test
    void pretixIsToldLater_withTheTimeOfThen_whatWasLetInWithoutTheServer() {
        Ticket good = ticket("");
        Ticket used = ticket("");
        door.follow();
        door.heard = false;
        Instant then = clock.instant();
        assertThat(door.show(good.code())).get().isInstanceOf(Admitted.class);
        assertThat(door.show(used.code())).get().isInstanceOf(Admitted.class);
        assertThat(pretix.scan(used.code(), "entry")).as("at an ordinary door").isTrue();
        clock.pass(Duration.ofMinutes(20));
        door.heard = true;
        door.follow();
        redemptions.tell(event.id(), clock.instant());
        assertThat(pretix.checkins(good.code())).singleElement().satisfies(told -> {
            assertThat(told.datetime()).isEqualTo(then);
            assertThat(told.forced()).isFalse();
        });
        assertThat(pretix.checkins(used.code()))
                .as("on record there all the same")
                .hasSize(2)
                .anySatisfy(told -> {
                    assertThat(told.datetime()).isEqualTo(then);
                    assertThat(told.forced()).isTrue();
                });
        assertThat(door.count("referral where reason = 'ADMITTED_TWICE' and ticket_id = '" + used.id() + "'"))
                .isEqualTo(1);
    }

    private Ticket ticket(String reason) {
        Ticket ticket = Guests.ticket(test, event);
        pretix.ticket(ticket.code(), reason);
        return ticket;
    }
}
