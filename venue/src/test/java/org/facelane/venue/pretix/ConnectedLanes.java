package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.doorway.PassageOutcome;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.PretixServer;

/// An event with two lanes, each a device at a [PretixServer].
final class ConnectedLanes implements AutoCloseable {
    final SettableClock clock = new SettableClock(Guests.NOW);
    final PretixServer server;
    final PretixSetup setup;
    final Admissions admissions;
    final Redemptions redemptions;
    final PretixPolling polling;
    final Event event;
    final List<Lane> lanes = new ArrayList<>();
    final TestDatabase test;
    private final GateSensors sensors;
    private final PretixCalls calls = new PretixCalls(Duration.ofSeconds(10));

    /// @param test is cleared
    ConnectedLanes(TestDatabase test) throws IOException {
        this.test = test;
        test.clear();
        server = new PretixServer(clock);
        event = Guests.event(test);
        setup = new PretixSetup(test.database(), test.master(), calls);
        PretixConnection connection =
                new PretixConnection(server.url(), PretixServer.ORGANIZER, PretixServer.EVENT, PretixServer.LIST);
        setup.connect(event.id(), connection, "staff Ada", clock.instant());
        for (int i = 0; i < 2; i++) {
            Lane lane = Guests.lane(test, event);
            setup.devices().add(event.id(), lane.id(), server.newDevice(), "staff Ada", clock.instant());
            lanes.add(lane);
        }
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        redemptions = new Redemptions(test.database(), id -> setup.system(id).orElseGet(OwnTickets::new));
        sensors = new GateSensors(test.database());
        polling = new PretixPolling(test.database(), calls, setup, admissions);
    }

    /// Some seconds later the courier has been there and back.
    void later() {
        clock.pass(Duration.ofSeconds(40));
        polling.poll(event.id(), clock.instant());
        redemptions.tell(event.id(), clock.instant());
    }

    /// Some seconds later the courier has been there; nobody has come back from its doors.
    void tellLater() {
        clock.pass(Duration.ofSeconds(40));
        redemptions.tell(event.id(), clock.instant());
    }

    /// @param reason why pretix does not let it in; empty if nothing speaks against it
    Ticket ticket(String reason) {
        Ticket ticket = Guests.ticket(test, event);
        server.ticket(ticket.code(), reason);
        return ticket;
    }

    AdmissionOutcome admit(Ticket ticket) {
        return admissions.admit(
                new TicketAdmission(ticket.code(), lanes.getFirst().id(), UUID.randomUUID()), clock.instant());
    }

    static Admission admitted(AdmissionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission();
    }

    /// The lane asks about its admission.
    Optional<ReferReason> enter(Admission admission) {
        return redemptions.enter(admission, clock.instant());
    }

    void nobodyPassed(Admission admission) {
        assertThat(sensors.notPassed(admission.lane().orElseThrow(), Optional.of(admission.id()), clock.instant()))
                .isInstanceOf(PassageOutcome.Annulled.class);
    }

    void passed(Admission admission) {
        sensors.passed(admission.lane().orElseThrow(), Optional.of(admission.id()), clock.instant());
    }

    List<Standing> standing() {
        return test.database().read(tx -> AdmissionStore.latest(tx, event.id(), 10_000));
    }

    List<ReferReason> referred(Ticket ticket) {
        return open().stream()
                .filter(referral -> referral.ticket().equals(Optional.of(ticket.id())))
                .map(Referral::reason)
                .toList();
    }

    List<Referral> open() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .toList();
    }

    /// Our own rules do not let a ticket in.
    void refer(TicketId ticket, ReferReason reason) {
        Referral referral = new Referral(
                ReferralId.random(),
                event.id(),
                lanes.getFirst().id(),
                reason,
                Optional.of(ticket),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
        test.database().transact(tx -> ReferralStore.insert(tx, referral));
    }

    /// By which nonce an entry is on record there.
    String nonceOfEntry(Admission admission) {
        return test.database()
                .read(tx -> Sql.first(
                        tx,
                        "select coalesce(r.entry_nonce, a.nonce) as nonce from admission a"
                                + " left join redemption r on r.admission_id = a.id where a.id = ?",
                        row -> row.getString("nonce"),
                        admission.id().value()))
                .orElseThrow();
    }

    @Override
    public void close() {
        calls.close();
        server.close();
    }
}
