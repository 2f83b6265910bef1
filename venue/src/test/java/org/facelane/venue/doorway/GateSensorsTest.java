package org.facelane.venue.doorway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.MergeOutcome.Counted;
import org.facelane.venue.admission.OfflineAdmission;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.doorway.PassageOutcome.Annulled;
import org.facelane.venue.doorway.PassageOutcome.NobodyAwaited;
import org.facelane.venue.doorway.PassageOutcome.Passed;
import org.facelane.venue.doorway.PassageOutcome.PassedTooLate;
import org.facelane.venue.gate.SensorWord;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateSensorsTest {
    private static final Instant NOW = Guests.NOW;
    private static TestDatabase test;

    private Admissions admissions;
    private GateSensors sensors;
    private Doorways doorways;
    private Event event;
    private Lane lane;
    private String secret;

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
        sensors = new GateSensors(test.database());
        doorways = new Doorways(test.database());
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        secret = set(Optional.of(Duration.ofSeconds(10))).sensorSecret().orElseThrow();
    }

    @Test
    void isKnownByItsSecret_untilAnotherIsGiven() {
        assertThat(sensors.isKnown(lane.id(), secret)).isTrue();
        assertThat(sensors.isKnown(Guests.lane(test, event).id(), secret)).isFalse();
        set(Optional.of(Duration.ofSeconds(20)));
        assertThat(sensors.isKnown(lane.id(), secret)).isFalse();
        assertThat(set(Optional.empty()).sensorSecret()).isEmpty();
        assertThat(doorways.of(lane.id()).passageWithin()).isEmpty();
    }

    @Test
    void noteWhoPassed_whoWaitedLongestFirst() {
        AdmissionId first = opened(Guests.ticket(test, event), NOW);
        AdmissionId second = opened(Guests.ticket(test, event), NOW.plusSeconds(1));
        assertThat(passed(Optional.of(second), NOW.plusSeconds(2))).isEqualTo(new Passed(second));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(3))).isEqualTo(new Passed(first));
        assertThat(passed(Optional.of(first), NOW.plusSeconds(4))).isEqualTo(new Passed(first));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(5))).isEqualTo(new NobodyAwaited());
        sensors.settle(NOW.plusSeconds(60));
        assertThat(referred()).isEmpty();
    }

    @Test
    void annuls_nobodyPassed_andTheTicketLetsInAgain() {
        Ticket ticket = Guests.ticket(test, event);
        AdmissionId gone = opened(ticket, NOW);
        assertThat(sensors.notPassed(lane.id(), Optional.empty(), NOW.plusSeconds(8)))
                .isEqualTo(new Annulled(gone));
        assertThat(sensors.notPassed(lane.id(), Optional.of(gone), NOW.plusSeconds(9)))
                .isEqualTo(new Annulled(gone));
        assertThat(admit(ticket, NOW.plusSeconds(20))).isInstanceOf(Admitted.class);
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 1));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.action()).startsWith("annulled");
            assertThat(line.subject()).contains(gone.toString());
        });
    }

    @Test
    void annuls_silence_ofASensorThatSawSomebodyLately() {
        assertThat(passed(Optional.of(opened(Guests.ticket(test, event), NOW)), NOW.plusSeconds(2)))
                .isInstanceOf(Passed.class);
        Ticket ticket = Guests.ticket(test, event);
        opened(ticket, NOW.plusSeconds(20));
        sensors.settle(NOW.plusSeconds(29));
        assertThat(admit(ticket, NOW.plusSeconds(29))).isInstanceOf(AlreadyAdmitted.class);
        sensors.settle(NOW.plusSeconds(31));
        assertThat(admit(ticket, NOW.plusSeconds(32))).isInstanceOf(Admitted.class);
        assertThat(referred()).isEmpty();
    }

    @Test
    void letsStand_whatALaneAdmittedWhileItWasApart_andItsSensorCouldNotBeHeard() {
        AdmissionId seen = opened(Guests.ticket(test, event), NOW);
        assertThat(passed(Optional.of(seen), NOW.plusSeconds(2))).isInstanceOf(Passed.class);
        Ticket ticket = Guests.ticket(test, event);
        admissions.merge(
                new OfflineAdmission(ticket.id(), lane.id(), UUID.randomUUID(), Means.FACE, NOW, Duration.ZERO, true),
                NOW.plusSeconds(60));
        Ticket answered = Guests.ticket(test, event);
        admissions.toldLate(opened(answered, NOW), NOW.plusSeconds(60));
        sensors.settle(NOW.plusSeconds(120));
        assertThat(admit(ticket, NOW.plusSeconds(121))).isInstanceOf(AlreadyAdmitted.class);
        assertThat(admit(answered, NOW.plusSeconds(121))).isInstanceOf(AlreadyAdmitted.class);
        assertThat(referred()).isEmpty();
        assertThat(passed(Optional.empty(), NOW.plusSeconds(122)))
                .as("nobody is awaited")
                .isEqualTo(new NobodyAwaited());
    }

    @Test
    void notesWhoPassedWhileTheLaneWasApart_notWhoTurnedRoundBeforeIt() {
        Doorway listened = new Doorway(
                Direction.IN, Optional.of(Duration.ofSeconds(10)), Optional.of("exec:sensor"), WhenUndecided.FAIL_SAFE);
        doorways.set(event.id(), lane.id(), listened, "staff Ada", NOW);
        Ticket online = Guests.ticket(test, event);
        AdmissionId turnedRound = opened(online, NOW);
        Ticket apart = Guests.ticket(test, event);
        OfflineAdmission told = new OfflineAdmission(
                apart.id(), lane.id(), UUID.randomUUID(), Means.FACE, NOW.plusSeconds(60), Duration.ZERO, true);
        assertThat(admissions.merge(told, NOW.plusSeconds(900))).isInstanceOf(Counted.class);
        hearsByAgent(new SensorWord(true, Optional.empty()), NOW.plusSeconds(63));
        assertThat(passedAt(apart)).contains(NOW.plusSeconds(63));
        assertThat(passedAt(online)).isEmpty();
        assertThat(sensors.notPassed(lane.id(), Optional.of(turnedRound), NOW.plusSeconds(64)))
                .isEqualTo(new Annulled(turnedRound));
        hearsByAgent(new SensorWord(true, Optional.empty()), NOW.plusSeconds(900));
        assertThat(admit(online, NOW.plusSeconds(901))).as("its ticket lets in").isInstanceOf(Admitted.class);
        assertThat(referred()).isEmpty();
    }

    @Test
    void takesNobodyForAGuestWhoseGateDidNotOpen_andWhomAStewardLetIn() {
        Ticket beside = Guests.ticket(test, event);
        AdmissionId refused = commanded(beside, NOW);
        referGate(refused, beside);
        AdmissionId second = opened(Guests.ticket(test, event), NOW.plusSeconds(20));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(22))).isEqualTo(new Passed(second));
        Ticket last = Guests.ticket(test, event);
        AdmissionId third = opened(last, NOW.plusSeconds(30));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(32))).isEqualTo(new Passed(third));
        assertThat(sensors.notPassed(lane.id(), Optional.empty(), NOW.plusSeconds(33)))
                .isEqualTo(new NobodyAwaited());
        sensors.settle(NOW.plusSeconds(60));
        assertThat(admit(last, NOW.plusSeconds(61))).isInstanceOf(AlreadyAdmitted.class);
        assertThat(admit(beside, NOW.plusSeconds(61))).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void takesAPassageForTheGateThatOpened_beforeOneWhoseAnswerIsMissing() {
        AdmissionId lost = commanded(Guests.ticket(test, event), NOW);
        AdmissionId onItsWay = commanded(Guests.ticket(test, event), NOW.plusSeconds(20));
        AdmissionId open = opened(Guests.ticket(test, event), NOW.plusSeconds(30));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(32))).isEqualTo(new Passed(open));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(33))).isEqualTo(new Passed(onItsWay));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(34))).isEqualTo(new Passed(lost));
    }

    @Test
    void awaitsAGuest_whoseGateIsFoundToHaveOpened_afterAStewardWasAsked() {
        Ticket ticket = Guests.ticket(test, event);
        AdmissionId late = commanded(ticket, NOW);
        referGate(late, ticket);
        admissions.gateOpened(late, NOW.plusSeconds(5));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(6))).isEqualTo(new Passed(late));
    }

    private void referGate(AdmissionId admission, Ticket ticket) {
        Referral referral = new Referral(
                ReferralId.random(),
                event.id(),
                lane.id(),
                ReferReason.GATE_DID_NOT_OPEN,
                Optional.of(ticket.id()),
                Optional.of(admission),
                Optional.empty(),
                NOW);
        boolean isNew = test.database().transact(tx -> ReferralStore.insert(tx, referral));
        assertThat(isNew).isTrue();
    }

    private void hearsByAgent(SensorWord word, Instant at) {
        test.database().transact(tx -> {
            GateSensors.take(tx, lane.id(), "agent", word, at);
            return at;
        });
    }

    private Optional<Instant> passedAt(Ticket ticket) {
        return test.database()
                .read(tx -> AdmissionStore.ofTicket(tx, ticket.id()))
                .orElseThrow()
                .passedAt();
    }

    @Test
    void asksAStewardOnce_silence_ofASensorThatSawNobodyFor10Minutes() {
        Ticket ticket = Guests.ticket(test, event);
        opened(ticket, NOW);
        sensors.settle(NOW.plusSeconds(11));
        sensors.settle(NOW.plusSeconds(14));
        assertThat(referred()).containsExactly(ReferReason.PASSAGE_NOT_SEEN);
        assertThat(admit(ticket, NOW.plusSeconds(20))).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void takesTheAnnulmentBack_theGuestPassedAfterAll() {
        Ticket ticket = Guests.ticket(test, event);
        AdmissionId slow = opened(ticket, NOW);
        sensors.notPassed(lane.id(), Optional.empty(), NOW.plusSeconds(8));
        assertThat(passed(Optional.empty(), NOW.plusSeconds(9))).isEqualTo(new Passed(slow));
        assertThat(admit(ticket, NOW.plusSeconds(20))).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void asksASteward_theGuestPassedAfterAll_andTheTicketWasUsedAgain() {
        Ticket ticket = Guests.ticket(test, event);
        AdmissionId slow = opened(ticket, NOW);
        sensors.notPassed(lane.id(), Optional.empty(), NOW.plusSeconds(8));
        assertThat(admit(ticket, NOW.plusSeconds(9))).isInstanceOf(Admitted.class);
        assertThat(passed(Optional.of(slow), NOW.plusSeconds(10))).isEqualTo(new PassedTooLate(slow));
        assertThat(referred()).containsExactly(ReferReason.ADMITTED_TWICE);
    }

    @Test
    void awaitsNobody_admissionOfAnotherLane() {
        Lane other = Guests.lane(test, event);
        AdmissionId elsewhere = opened(Guests.ticket(test, event), NOW);
        assertThat(sensors.notPassed(other.id(), Optional.of(elsewhere), NOW)).isEqualTo(new NobodyAwaited());
        assertThat(sensors.passed(other.id(), Optional.empty(), NOW)).isEqualTo(new NobodyAwaited());
    }

    private Doorways.Set set(Optional<Duration> passageWithin) {
        return doorways.set(
                        event.id(),
                        lane.id(),
                        new Doorway(Direction.IN, passageWithin, Optional.empty(), WhenUndecided.FAIL_SAFE),
                        "staff Ada",
                        NOW)
                .orElseThrow();
    }

    private PassageOutcome passed(Optional<AdmissionId> named, Instant when) {
        return sensors.passed(lane.id(), named, when);
    }

    private AdmissionId opened(Ticket ticket, Instant when) {
        AdmissionId admission = commanded(ticket, when);
        admissions.gateOpened(admission, when);
        return admission;
    }

    private AdmissionId commanded(Ticket ticket, Instant when) {
        Admission admission = ((Admitted) admit(ticket, when)).admission();
        assertThat(admissions.claimGate(admission.id(), when)).isTrue();
        return admission.id();
    }

    private AdmissionOutcome admit(Ticket ticket, Instant when) {
        return admissions.admit(new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), when);
    }

    private List<ReferReason> referred() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(standing -> standing.referral().reason())
                .toList();
    }
}
