package org.facelane.venue.redeem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A third ticketing system is one class, [AlfioTickets]: everything else of what a lane does is as for pretix, though
/// this one knows neither nonces nor exits nor the time of then.
class ThirdTicketingTest {
    /// What makes an identifier a ticket's code there.
    private static final String SECRET = "/6f1d2c";

    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private AlfioServer server;
    private AlfioTickets system;
    private Redemptions redemptions;
    private Admissions admissions;
    private Event event;
    private Lane lane;

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
        server = new AlfioServer();
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        system = new AlfioTickets(server.url(), "gala", Map.of(lane.id(), "key of the lane"));
        redemptions = new Redemptions(test.database(), _ -> system);
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
    }

    @AfterEach
    void end() {
        system.close();
        server.close();
    }

    @Test
    void isAskedBeforeTheGateOpens_andItsNoAnnuls() {
        Ticket paid = ticket("ACQUIRED");
        assertThat(enter(admit(paid))).isEmpty();
        assertThat(status(paid)).isEqualTo("CHECKED_IN");
        assertThat(enter(admit(ticket("TO_BE_PAID")))).contains(ReferReason.TICKET_UNPAID);
        assertThat(enter(admit(ticket("CANCELLED")))).contains(ReferReason.TICKET_CANCELLED);
        assertThat(enter(admit(ticket("CHECKED_IN")))).contains(ReferReason.ALREADY_ADMITTED);
    }

    @Test
    void isToldLater_whatItCouldNotBeAsked() {
        Ticket ticket = ticket("ACQUIRED");
        server.fault(AlfioServer.Fault.LOST);
        assertThat(enter(admit(ticket))).isEmpty();
        later();
        assertThat(status(ticket)).isEqualTo("ACQUIRED");
        server.fault(AlfioServer.Fault.NONE);
        later();
        assertThat(status(ticket)).isEqualTo("CHECKED_IN");
        assertThat(referred(ticket)).isEmpty();
    }

    @Test
    void takesItsOwnEntryForItsOwn_theAnswerWasLost() {
        Ticket ticket = ticket("ACQUIRED");
        server.fault(AlfioServer.Fault.ANSWER_LOST);
        assertThat(enter(admit(ticket))).isEmpty();
        server.fault(AlfioServer.Fault.NONE);
        later();
        assertThat(referred(ticket)).isEmpty();
    }

    @Test
    void asksASteward_anotherDoorLetItInMeanwhile() {
        Ticket ticket = ticket("ACQUIRED");
        Admission admission = admit(ticket);
        server.ticket(ticket.code() + SECRET, "CHECKED_IN");
        later();
        assertThat(redemptions.enter(admission, clock.instant())).isEmpty();
        assertThat(referred(ticket)).contains(ReferReason.ADMITTED_TWICE);
    }

    @Test
    void isToldThatNobodyPassed_andThatSomebodyDidAfterAll() {
        GateSensors sensors = new GateSensors(test.database());
        Ticket ticket = ticket("ACQUIRED");
        Admission admission = admit(ticket);
        enter(admission);
        sensors.notPassed(lane.id(), Optional.of(admission.id()), clock.instant());
        later();
        assertThat(status(ticket)).isEqualTo("ACQUIRED");
        sensors.passed(lane.id(), Optional.of(admission.id()), clock.instant());
        later();
        assertThat(status(ticket)).isEqualTo("CHECKED_IN");
        assertThat(referred(ticket)).isEmpty();
    }

    /// @param status there
    private Ticket ticket(String status) {
        Ticket ticket = Guests.ticket(test, event);
        test.execute("update ticket set code = code || '" + SECRET + "' where id = '" + ticket.id() + "'");
        server.ticket(ticket.code() + SECRET, status);
        return ticket;
    }

    private String status(Ticket ticket) {
        return server.status(ticket.code() + SECRET);
    }

    private Admission admit(Ticket ticket) {
        AdmissionOutcome outcome = admissions.admit(
                new TicketAdmission(ticket.code() + SECRET, lane.id(), UUID.randomUUID()), clock.instant());
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission();
    }

    private Optional<ReferReason> enter(Admission admission) {
        return redemptions.enter(admission, clock.instant());
    }

    private void later() {
        clock.pass(Duration.ofSeconds(40));
        redemptions.tellEverybody(clock.instant());
    }

    private Optional<ReferReason> referred(Ticket ticket) {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .filter(referral -> referral.ticket().equals(Optional.of(ticket.id())))
                .map(Referral::reason)
                .findFirst();
    }
}
