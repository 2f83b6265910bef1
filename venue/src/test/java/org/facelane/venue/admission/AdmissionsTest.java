package org.facelane.venue.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private static final Instant NOW = Guests.NOW;
    private static final Duration WAITED = Duration.ofMillis(420);
    private static TestDatabase test;

    private Admissions admissions;
    private Event event;
    private Lane lane;
    private Lane otherLane;

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
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        otherLane = Guests.lane(test, event);
    }

    @Test
    void admitsOnce_twoLanesAtTheSameInstant() throws Exception {
        int rounds = 300;
        try (ExecutorService lanes = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                Enrolled guest = Guests.enrolled(test, event);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Callable<AdmissionOutcome>> attempts = List.of(
                        () -> admitTogether(together, request(guest, lane)),
                        () -> admitTogether(together, request(guest, otherLane)));
                List<AdmissionOutcome> outcomes = new ArrayList<>();
                for (Future<AdmissionOutcome> attempt : lanes.invokeAll(attempts)) {
                    outcomes.add(attempt.get());
                }
                assertThat(outcomes).as("round %d", round).hasAtLeastOneElementOfType(Admitted.class);
                assertThat(outcomes).as("round %d", round).hasAtLeastOneElementOfType(AlreadyAdmitted.class);
            }
        }
        assertThat(counts().admitted()).isEqualTo(rounds);
    }

    @Test
    void admitsOnce_eightAttemptsWithOneNonce() throws Exception {
        FaceAdmission request = request(Guests.enrolled(test, event), lane);
        CyclicBarrier together = new CyclicBarrier(8);
        List<Callable<AdmissionOutcome>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            attempts.add(() -> admitTogether(together, request));
        }
        List<Admission> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<AdmissionOutcome> attempt : threads.invokeAll(attempts)) {
                made.add(admitted(attempt.get()));
            }
        }
        assertThat(made).hasSize(8).containsOnly(made.getFirst());
    }

    @Test
    void givesTheSameAdmission_sameNonce() {
        FaceAdmission request = request(Guests.enrolled(test, event), lane);
        Admission first = admitted(admissions.admit(request, NOW));
        assertThat(admissions.admit(request, NOW.plusSeconds(60))).isEqualTo(new Admitted(first));
        assertThat(admissions.claimGate(first.id(), NOW)).isTrue();
        assertThat(admissions.admit(request, NOW.plusSeconds(60))).isEqualTo(new Admitted(first));
    }

    @Test
    void refusesANonceOfAnotherAdmission() {
        FaceAdmission request = request(Guests.enrolled(test, event), lane);
        admissions.admit(request, NOW);
        Enrolled other = Guests.enrolled(test, event);
        FaceAdmission mixedUp =
                new FaceAdmission(other.reference(), other.ticket().id(), lane.id(), request.nonce(), WAITED);
        assertThatThrownBy(() -> admissions.admit(mixedUp, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesOnToTheGate_sameLaneAfterACrash() {
        Enrolled guest = Guests.enrolled(test, event);
        Admission lost = admitted(admissions.admit(request(guest, lane), NOW));
        assertThat(admissions.admit(request(guest, lane), NOW.plusSeconds(1))).isEqualTo(new AdmittedHereJustNow(lost));
        assertThat(admissions.admit(request(guest, otherLane), NOW.plusSeconds(1)))
                .isEqualTo(new AlreadyAdmitted(NOW, Optional.of(lane.id())));
        assertThat(admissions.claimGate(lost.id(), NOW)).isTrue();
        assertThat(admissions.claimGate(lost.id(), NOW)).isFalse();
        assertThat(admissions.admit(request(guest, lane), NOW.plusSeconds(2))).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void findsNobody_guestWithdrewAMomentAgo() {
        Enrolled guest = Guests.enrolled(test, event);
        new Erasures(test.database(), "node").withdraw(guest.guest().id(), NOW);
        assertThat(admissions.admit(request(guest, lane), NOW)).isEqualTo(new NotFound());
        assertThat(admissions.ticketOf(guest.reference())).isEmpty();
        assertThat(counts().admitted()).isZero();
    }

    @Test
    void findsNobody_oldReferenceOfATicketEnrolledAnew() {
        Enrolled before = Guests.enrolled(test, event);
        new Erasures(test.database(), "node").withdraw(before.guest().id(), NOW);
        Enrolled after = Guests.enrolled(test, event, before.ticket());
        assertThat(admissions.admit(request(before, lane), NOW)).isEqualTo(new NotFound());
        assertThat(admissions.admit(request(after, lane), NOW)).isInstanceOf(Admitted.class);
    }

    @Test
    void admitsOrFindsNobody_whileTheGuestWithdraws() throws Exception {
        Erasures erasures = new Erasures(test.database(), "node");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 60; round++) {
                Enrolled guest = Guests.enrolled(test, event);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<AdmissionOutcome> attempt = threads.submit(() -> admitTogether(together, request(guest, lane)));
                together.await();
                erasures.withdraw(guest.guest().id(), NOW);
                assertThat(attempt.get()).isInstanceOfAny(Admitted.class, NotFound.class);
            }
        }
    }

    @Test
    void findsNobody_laneRevoked() {
        test.database().transact(tx -> LaneStore.revoke(tx, lane.id(), NOW));
        assertThat(admissions.admit(request(Guests.enrolled(test, event), lane), NOW))
                .isEqualTo(new NotFound());
    }

    @Test
    void isNotAdmissible_ticketBlockedSinceTheSearch() {
        Enrolled guest = Guests.enrolled(test, event);
        test.execute("update ticket set status = 'BLOCKED' where code = '"
                + guest.ticket().code() + "'");
        assertThat(admissions.admit(request(guest, lane), NOW))
                .isEqualTo(new NotAdmissible(ReferReason.TICKET_BLOCKED));
    }

    @Test
    void admitsAgain_afterAnnulment() {
        Enrolled guest = Guests.enrolled(test, event);
        FaceAdmission request = request(guest, lane);
        Admission first = admitted(admissions.admit(request, NOW));
        assertThat(admissions.annul(first.id(), "Ada", NOW)).isTrue();
        assertThat(admissions.annul(first.id(), "Ada", NOW)).isFalse();
        assertThat(admissions.claimGate(first.id(), NOW)).isFalse();
        assertThat(admissions.admit(request, NOW)).isInstanceOf(AlreadyAdmitted.class);
        assertThat(admitted(admissions.admit(request(guest, otherLane), NOW)).id())
                .isNotEqualTo(first.id());
    }

    @Test
    void refersOnce_gateNeverClaimed() {
        Enrolled guest = Guests.enrolled(test, event);
        Admission left = admitted(admissions.admit(request(guest, lane), NOW));
        assertThat(admissions.settle(NOW.plusSeconds(4))).isEmpty();
        assertThat(admissions.settle(NOW.plusSeconds(6))).singleElement().satisfies(referral -> {
            assertThat(referral.reason()).isEqualTo(ReferReason.GATE_DID_NOT_OPEN);
            assertThat(referral.admission()).contains(left.id());
            assertThat(referral.ticket()).contains(guest.ticket().id());
            assertThat(referral.lane()).isEqualTo(lane.id());
        });
        assertThat(admissions.claimGate(left.id(), NOW.plusSeconds(6))).isFalse();
        assertThat(admissions.settle(NOW.plusSeconds(600))).isEmpty();
        assertThat(counts().admitted()).isEqualTo(1);
    }

    @Test
    void refersOnce_gateClaimedAndNothingHeardSince() {
        Admission left = admitted(admissions.admit(request(Guests.enrolled(test, event), lane), NOW));
        admissions.claimGate(left.id(), NOW);
        assertThat(admissions.settle(NOW.plusSeconds(29))).isEmpty();
        assertThat(admissions.settle(NOW.plusSeconds(31))).hasSize(1);
        assertThat(admissions.settle(NOW.plusSeconds(32))).isEmpty();
    }

    @Test
    void refersNobody_gateOpened() {
        Admission through = admitted(admissions.admit(request(Guests.enrolled(test, event), lane), NOW));
        admissions.claimGate(through.id(), NOW);
        admissions.gateOpened(through.id(), NOW);
        assertThat(admissions.settle(NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void refersOnce_severalNodesSettleAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            admissions.admit(request(Guests.enrolled(test, event), lane), NOW);
        }
        CyclicBarrier together = new CyclicBarrier(4);
        Callable<Integer> settle = () -> {
            together.await();
            return admissions.settle(NOW.plusSeconds(10)).size();
        };
        int written = 0;
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> node : nodes.invokeAll(List.of(settle, settle, settle, settle))) {
                written += node.get();
            }
        }
        assertThat(written).isEqualTo(20);
        assertThat(counts().referralsOpen()).isEqualTo(20);
    }

    @Test
    void admitsByHand_andLeavesAnAuditLine() {
        Ticket ticket = Guests.ticket(test, event);
        Admission admission = admitted(admissions.admitByHand(hand(ticket.code()), NOW));
        assertThat(admission.ticket()).isEqualTo(ticket.id());
        assertThat(admissions.admitByHand(hand(ticket.code()), NOW.plusSeconds(5)))
                .isEqualTo(new AlreadyAdmitted(NOW, Optional.empty()));
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 1));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.actor()).isEqualTo("staff Ada");
            assertThat(line.subject()).contains(ticket.id().toString());
        });
        assertThat(admissions.settle(NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void admitsByHandOnlyWhatIsAdmissible() {
        Ticket unpaid = Guests.ticket(test, event, Ticket.Status.UNPAID);
        assertThat(admissions.admitByHand(hand(unpaid.code()), NOW))
                .isEqualTo(new NotAdmissible(ReferReason.TICKET_UNPAID));
        assertThat(admissions.admitByHand(hand("no such code"), NOW)).isEqualTo(new NotFound());
        assertThatThrownBy(() ->
                        new HandAdmission(event.id(), "T", Optional.empty(), "Ada", " ", UUID.randomUUID(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAlreadyAdmitted_byFaceAfterByHand() {
        Enrolled guest = Guests.enrolled(test, event);
        admissions.admitByHand(hand(guest.ticket().code()), NOW);
        assertThat(admissions.admit(request(guest, lane), NOW)).isEqualTo(new AlreadyAdmitted(NOW, Optional.empty()));
    }

    private AdmissionOutcome admitTogether(CyclicBarrier together, FaceAdmission request) throws Exception {
        together.await();
        return admissions.admit(request, NOW);
    }

    private HandAdmission hand(String code) {
        return new HandAdmission(
                event.id(), code, Optional.empty(), "Ada", "lane 2 is dark", UUID.randomUUID(), Set.of());
    }

    private EventStore.Counts counts() {
        return test.database().read(tx -> EventStore.counts(tx, event.id()));
    }

    private static FaceAdmission request(Enrolled guest, Lane lane) {
        return new FaceAdmission(guest.reference(), guest.ticket().id(), lane.id(), UUID.randomUUID(), WAITED);
    }

    private static Admission admitted(HandOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission();
    }
}
