package org.facelane.venue.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.MergeOutcome.AlreadyKnown;
import org.facelane.venue.admission.MergeOutcome.Conflict;
import org.facelane.venue.admission.MergeOutcome.Counted;
import org.facelane.venue.admission.MergeOutcome.NotFound;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfflineMergeTest {
    private static final Instant THEN = Guests.NOW;
    private static final Instant NOW = THEN.plus(Duration.ofMinutes(20));
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
    void countsOnce_withItsOriginalTime_howeverOftenItIsTold() {
        OfflineAdmission told = told(Guests.ticket(test, event), lane);
        MergeOutcome first = admissions.merge(told, NOW);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Counted.class,
                        counted -> assertThat(counted.admission().admittedAt()).isEqualTo(THEN));
        assertThat(admissions.merge(told, NOW.plusSeconds(5)))
                .isEqualTo(new AlreadyKnown(((Counted) first).admission()));
        assertThat(counts().admitted()).isEqualTo(1);
        assertThat(admissions.settle(NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void asksAStewardOnce_anotherLaneAdmittedTheTicketMeanwhile() {
        Ticket ticket = Guests.ticket(test, event);
        admissions.merge(told(ticket, lane), NOW);
        OfflineAdmission second = told(ticket, otherLane);
        Conflict conflict = new Conflict(THEN, Optional.of(lane.id()));
        assertThat(admissions.merge(second, NOW)).isEqualTo(conflict);
        assertThat(admissions.merge(second, NOW.plusSeconds(5))).isEqualTo(conflict);
        assertThat(counts().admitted()).isEqualTo(1);
        assertThat(referred()).containsExactly(ReferReason.ADMITTED_TWICE);
    }

    @Test
    void isAConflict_everySecondTellingOfOneTicketAtTheSameInstant() throws Exception {
        Ticket ticket = Guests.ticket(test, event);
        CyclicBarrier together = new CyclicBarrier(6);
        List<Callable<MergeOutcome>> tellings = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            OfflineAdmission told = told(ticket, i % 2 == 0 ? lane : otherLane);
            tellings.add(() -> {
                together.await();
                return admissions.merge(told, NOW);
            });
        }
        List<MergeOutcome> outcomes = new ArrayList<>();
        try (ExecutorService agents = Executors.newFixedThreadPool(6)) {
            for (Future<MergeOutcome> outcome : agents.invokeAll(tellings)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).filteredOn(Counted.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Conflict.class::isInstance).hasSize(5);
    }

    @Test
    void countsAndAsksASteward_ticketBlockedMeanwhile() {
        Ticket blocked = Guests.ticket(test, event, Ticket.Status.BLOCKED);
        assertThat(admissions.merge(told(blocked, lane), NOW)).isInstanceOf(Counted.class);
        assertThat(referred()).containsExactly(ReferReason.TICKET_BLOCKED);
    }

    @Test
    void asksASteward_theGateOfTheLaneDidNotOpen() {
        OfflineAdmission told = new OfflineAdmission(
                Guests.ticket(test, event).id(),
                lane.id(),
                UUID.randomUUID(),
                Means.TICKET,
                THEN,
                Duration.ZERO,
                false);
        Counted counted = (Counted) admissions.merge(told, NOW);
        assertThat(admissions.claimGate(counted.admission().id(), NOW)).isFalse();
        admissions.settle(NOW);
        assertThat(referred()).containsExactly(ReferReason.GATE_DID_NOT_OPEN);
    }

    @Test
    void findsNothing_ticketOfAnotherEvent() {
        Ticket stranger = Guests.ticket(test, Guests.event(test));
        assertThat(admissions.merge(told(stranger, lane), NOW)).isEqualTo(new NotFound());
    }

    @Test
    void refusesANonceOfAnotherAdmission() {
        OfflineAdmission told = told(Guests.ticket(test, event), lane);
        admissions.merge(told, NOW);
        OfflineAdmission mixedUp = new OfflineAdmission(
                Guests.ticket(test, event).id(), lane.id(), told.nonce(), Means.FACE, THEN, Duration.ZERO, true);
        assertThatThrownBy(() -> admissions.merge(mixedUp, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OfflineAdmission told(Ticket ticket, Lane lane) {
        return new OfflineAdmission(
                ticket.id(), lane.id(), UUID.randomUUID(), Means.FACE, THEN, Duration.ofMillis(300), true);
    }

    private EventStore.Counts counts() {
        return test.database().read(tx -> EventStore.counts(tx, event.id()));
    }

    private List<ReferReason> referred() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(standing -> standing.referral().reason())
                .toList();
    }
}
