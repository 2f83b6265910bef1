package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.OfflineAdmission;
import org.facelane.venue.pretix.PretixCalls;
import org.facelane.venue.pretix.PretixConnection;
import org.facelane.venue.pretix.PretixSetup;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.PretixServer;
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
    private Admissions admissions;
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
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
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

    @Test
    void isInside_andAStewardIsAsked_pretixRefusedAndTheLaneDidNotHearSo() {
        Ticket unpaid = ticket("unpaid");
        door.follow();
        door.answersLost = true;
        Instant then = clock.instant();
        assertThat(door.show(unpaid.code())).get().isInstanceOf(Admitted.class);
        assertThat(door.commands).hasSize(1);
        assertThat(standing(unpaid))
                .as("refused in time, as the server sees it")
                .isZero();
        clock.pass(Duration.ofMinutes(1));
        door.follow();
        isInsideAndToldByForce(unpaid, then);
        redemptions.tell(event.id(), clock.instant());
        isInsideAndToldByForce(unpaid, then);
        assertThat(pretix.failures()).as("it knows what it refused").isZero();
    }

    @Test
    void isInside_andAStewardIsAsked_theLaneSaidSoBeforePretixRefused() {
        Ticket unpaid = ticket("unpaid");
        door.follow();
        door.answersLost = true;
        Instant then = clock.instant();
        pretix.faults(() -> {
            admissions.merge(
                    new OfflineAdmission(
                            unpaid.id(),
                            door.lane.id(),
                            test.database()
                                    .read(tx -> AdmissionStore.ofTicket(tx, unpaid.id()))
                                    .orElseThrow()
                                    .made()
                                    .nonce(),
                            AdmissionStore.Means.TICKET,
                            then,
                            Duration.ZERO,
                            true),
                    clock.instant());
            return PretixServer.Fault.NONE;
        });
        assertThat(door.show(unpaid.code())).get().isInstanceOf(Admitted.class);
        pretix.faults(() -> PretixServer.Fault.NONE);
        clock.pass(Duration.ofMinutes(1));
        door.follow();
        isInsideAndToldByForce(unpaid, then);
    }

    @Test
    void isAConflict_pretixRefusedAndAnotherCameInOnTheTicketSince() {
        Ticket used = ticket("unpaid");
        door.follow();
        door.answersLost = true;
        assertThat(door.show(used.code())).get().isInstanceOf(Admitted.class);
        clock.pass(Duration.ofMinutes(1));
        admissions.admittedElsewhere(used.id(), UUID.randomUUID(), clock.instant(), clock.instant());
        door.follow();
        assertThat(standing(used)).isEqualTo(1);
        assertThat(door.count("admission_conflict where ticket_id = '" + used.id() + "'"))
                .isEqualTo(1);
        assertThat(door.count("referral where reason = 'ADMITTED_TWICE' and ticket_id = '" + used.id() + "'"))
                .isEqualTo(1);
    }

    private long standing(Ticket ticket) {
        return door.count("admission where annulled_at is null and ticket_id = '" + ticket.id() + "'");
    }

    private void isInsideAndToldByForce(Ticket unpaid, Instant then) {
        redemptions.tell(event.id(), clock.instant());
        assertThat(standing(unpaid)).isEqualTo(1);
        assertThat(door.count("referral where reason = 'TICKET_UNPAID' and ticket_id = '" + unpaid.id() + "'"))
                .isEqualTo(1);
        assertThat(pretix.checkins(unpaid.code()))
                .singleElement()
                .satisfies(told -> assertThat(told.datetime()).isEqualTo(then));
    }

    private Ticket ticket(String reason) {
        Ticket ticket = Guests.ticket(test, event);
        pretix.ticket(ticket.code(), reason);
        return ticket;
    }
}
