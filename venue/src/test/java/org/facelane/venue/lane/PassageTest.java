package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorways;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.lane.CountedGate.Crash;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassageTest {
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final CountedGate gate = new CountedGate();
    private Event event;
    private Lane lane;
    private Enrolled guest;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        guest = Guests.enrolled(test, event);
    }

    @Test
    void letsIn() {
        Ending ending = passage(clock).letIn(request(guest));
        assertThat(ending).isInstanceOf(Ending.LetIn.class);
        assertThat(gate.commands())
                .containsExactly(((Ending.LetIn) ending).admission().id());
        assertThat(settledLater()).isEmpty();
    }

    @Test
    void letsInByTheTicketsCode_andKnowsNoOther() {
        UUID nonce = UUID.randomUUID();
        Ending ending = passage(clock)
                .letIn(guest.ticket().code(), Optional.of(guest.ticket().id()), nonce);
        assertThat(ending).isInstanceOf(Ending.LetIn.class);
        assertThat(passage(clock).letIn("nobody's", Optional.empty(), UUID.randomUUID()))
                .isEqualTo(new Ending.CodeUnknown());
        assertThat(passage(clock)
                        .letIn(guest.ticket().code(), Optional.of(guest.ticket().id()), UUID.randomUUID()))
                .isEqualTo(referred(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void writesDownWhoLeaves_atAWayOut_andCommandsNoGate() {
        Passage in = passage(clock);
        in.letIn(request(guest));
        new Doorways(test.database())
                .set(
                        event.id(),
                        lane.id(),
                        new Doorway(
                                Doorway.Direction.OUT,
                                Optional.empty(),
                                Optional.empty(),
                                Doorway.WhenUndecided.FAIL_SAFE),
                        "staff Ada",
                        clock.instant());
        Ending.LetOut left = new Ending.LetOut(guest.ticket().id());
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(left);
        assertThat(passage(clock)
                        .letIn(guest.ticket().code(), Optional.of(guest.ticket().id()), UUID.randomUUID()))
                .as("nobody is kept from leaving")
                .isEqualTo(left);
        assertThat(gate.commands()).hasSize(1);
        assertThat(in.letIn(request(guest))).isEqualTo(referred(ReferReason.LEFT_FOR_GOOD));
    }

    @Test
    void refers_alreadyAdmitted() {
        passage(clock).letIn(request(guest));
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(referred(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
        assertThat(openReferrals()).extracting(Referral::reason).containsExactly(ReferReason.ALREADY_ADMITTED);
    }

    @Test
    void refersOnce_whileTheReferralIsOpen() {
        passage(clock).letIn(request(guest));
        for (int look = 0; look < 3; look++) {
            assertThat(passage(clock).letIn(request(guest))).isEqualTo(referred(ReferReason.ALREADY_ADMITTED));
            passage(clock).refer(ReferReason.TOO_DARK, Optional.empty(), Duration.ZERO);
        }
        assertThat(openReferrals())
                .extracting(Referral::reason)
                .containsExactlyInAnyOrder(ReferReason.ALREADY_ADMITTED, ReferReason.TOO_DARK);
    }

    @Test
    void refers_ticketUnpaid() {
        Enrolled unpaid = Guests.enrolled(test, event, Guests.ticket(test, event, Ticket.Status.UNPAID));
        assertThat(passage(clock).letIn(request(unpaid)))
                .isEqualTo(new Ending.Referred(
                        ReferReason.TICKET_UNPAID, Optional.of(unpaid.ticket().id())));
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void refersOnce_gateDidNotOpen_andTheAdmissionStands() {
        gate.answer(new GateOutcome.NotOpened(GateOutcome.Reason.REFUSED, "answered 503"));
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(referred(ReferReason.GATE_DID_NOT_OPEN));
        assertThat(settledLater()).isEmpty();
        assertThat(openReferrals()).hasSize(1);
        assertThat(admittedCount()).isEqualTo(1);
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void neverCommandsTheGateAgain_noAnswer() {
        gate.answer(new GateOutcome.NotOpened(GateOutcome.Reason.NO_ANSWER, "did not answer"));
        FaceAdmission request = request(guest);
        passage(clock).letIn(request);
        gate.answer(new GateOutcome.Opened());
        assertThat(passage(clock).letIn(request)).isEqualTo(referred(ReferReason.GATE_DID_NOT_OPEN));
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(referred(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void losesNoAdmissionAndOpensNoGateTwice_crashAtEveryStepAndTheGuestComesAgain() {
        for (int step = 1; step <= 6; step++) {
            prepare();
            int before = gate.commands().size();
            crash(step);
            passage(clock).letIn(request(guest));
            int commands = gate.commands().size() - before;
            assertThat(commands).as("gate commands, crash at step %d", step).isLessThanOrEqualTo(1);
            assertThat(admittedCount()).as("admissions, crash at step %d", step).isEqualTo(1);
            settledLater();
            assertThat(commands + openReferrals().size())
                    .as("opened or referred, crash at step %d", step)
                    .isPositive();
        }
    }

    @Test
    void asksASteward_crashAtEveryStepAndTheGuestIsNotSeenAgain() {
        for (int step = 1; step <= 6; step++) {
            prepare();
            int before = gate.commands().size();
            boolean crashed = crash(step);
            List<Referral> settled = settledLater();
            boolean admitted = admittedCount() == 1;
            assertThat(settled)
                    .as("referrals, crash at step %d", step)
                    .hasSize(admitted && crashed ? 1 : 0)
                    .allMatch(referral -> referral.reason() == ReferReason.GATE_DID_NOT_OPEN);
            assertThat(gate.commands().size() - before).isLessThanOrEqualTo(admitted ? 1 : 0);
            clock.set(Guests.NOW);
        }
    }

    @Test
    void opensTheGateAfterARestart_crashBetweenAdmissionAndClaim() {
        Admission lost = ((Admitted) admissions().admit(request(guest), Guests.NOW)).admission();
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(new Ending.LetIn(lost));
        assertThat(gate.commands()).containsExactly(lost.id());
    }

    @Test
    void refersAndDoesNotCommandAgain_crashInsideTheGate() {
        gate.crash(true);
        assertThatThrownBy(() -> passage(clock).letIn(request(guest))).isInstanceOf(Crash.class);
        gate.crash(false);
        assertThat(passage(clock).letIn(request(guest))).isEqualTo(referred(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
        assertThat(settledLater()).extracting(Referral::reason).containsExactly(ReferReason.GATE_DID_NOT_OPEN);
    }

    /// Runs a passage whose process ends when it looks at its clock for the `step`-th time, which it does before
    /// every transaction.
    private boolean crash(int step) {
        AtomicInteger left = new AtomicInteger(step);
        InstantSource crashing = () -> {
            if (left.decrementAndGet() == 0) {
                throw new Crash();
            }
            return clock.instant();
        };
        try {
            passage(crashing).letIn(request(guest));
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    private List<Referral> settledLater() {
        clock.pass(Duration.ofMinutes(5));
        return admissions().settle(clock.instant());
    }

    private List<Referral> openReferrals() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .toList();
    }

    private long admittedCount() {
        return test.database().read(tx -> EventStore.counts(tx, event.id())).admitted();
    }

    private Ending referred(ReferReason reason) {
        return new Ending.Referred(reason, Optional.of(guest.ticket().id()));
    }

    private Passage passage(InstantSource time) {
        return new Passage(lane, new DatabaseDesk(test.database(), admissions(), Guests.ownTickets(test)), gate, time);
    }

    private static Admissions admissions() {
        return new Admissions(test.database(), GatePatience.DEFAULT);
    }

    private FaceAdmission request(Enrolled enrolled) {
        return new FaceAdmission(
                enrolled.reference(), enrolled.ticket().id(), lane.id(), UUID.randomUUID(), Duration.ofMillis(300));
    }
}
