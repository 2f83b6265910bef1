package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.doorway.PassageOutcome;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.steward.LetInByHand.GateWord;
import org.facelane.venue.steward.Stewards;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A steward lets a guest in by hand at an agent's lane: between the two a network and a process that end at the worst
/// moment.
class HandGateTest {
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final List<AdmissionId> commands = new CopyOnWriteArrayList<>();
    private Admissions admissions;
    private final List<LaneId> rung = new ArrayList<>();
    private boolean heard = true;
    private Event event;
    private Lane lane;
    private AgentDoor door;
    private Stewards stewards;

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
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        event = Guests.event(test);
        Lane made = Guests.lane(test, event);
        test.execute("update lane set gate_url = 'http://gate.example/open' where id = '" + made.id() + "'");
        lane = test.database()
                .read(tx -> LaneStore.find(tx, made.id()))
                .orElseThrow()
                .lane();
        door = door();
        stewards = new Stewards(
                test.database(),
                admissions,
                Guests.ownTickets(test),
                _ -> Optional.empty(),
                new GateOrders(test.database(), LIFE, _ -> heard, clock, rung::add));
    }

    @AfterEach
    void end() {
        door.close();
    }

    @Test
    void opensOnce_andTheStewardIsTold_howeverOftenTheOrderIsHeard() {
        HandAdmission wish = wish();
        assertThat(word(wish)).isEqualTo(GateWord.OPENING);
        assertThat(rung).as("the agent is woken").containsExactly(lane.id());
        List<GateOrder> orders = door.hears();
        assertThat(door.hears()).as("the first answer may be lost").isEqualTo(orders);
        obey(orders);
        obey(orders);
        assertThat(word(wish)).as("nothing is told yet").isEqualTo(GateWord.OPENING);
        assertThat(door.hears()).as("by now it is").isEmpty();
        assertThat(word(wish)).isEqualTo(GateWord.OPENED);
        obey(orders);
        assertThat(commands).hasSize(1);
        assertThat(door.ledger().book().untoldCount()).isZero();
        assertThat(door.count("admission where means = 'STEWARD' and gate_opened_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void doesNotOpenAgain_killedWhileTheGateIsCommanded() {
        for (boolean commanded : List.of(false, true)) {
            commands.clear();
            HandAdmission wish = wish();
            assertThat(word(wish)).isEqualTo(GateWord.OPENING);
            obey(door.hears(), admission -> {
                if (commanded) {
                    commands.add(admission.id());
                }
                throw new AgentDoor.Crash();
            });
            door.startAgain();
            obey(door.hears());
            assertThat(commands).hasSize(commanded ? 1 : 0);
            door.hears();
            assertThat(word(wish)).isEqualTo(GateWord.DID_NOT_OPEN);
        }
        assertThat(door.count("referral where reason = 'GATE_DID_NOT_OPEN'")).isEqualTo(2);
    }

    @Test
    void opensAfterAll_killedBeforeTheGateWasClaimed() {
        HandAdmission wish = wish();
        word(wish);
        List<GateOrder> orders = door.hears();
        GateOrder order = orders.getFirst();
        door.ledger()
                .append(
                        new LedgerEntry.Admitted(
                                order.nonce(), ticket(order), new AdmissionId(order.admission()), Duration.ZERO, true),
                        clock.instant());
        door.startAgain();
        obey(door.hears());
        door.hears();
        assertThat(word(wish)).isEqualTo(GateWord.OPENED);
        assertThat(commands).hasSize(1);
    }

    @Test
    void leavesTheGateAlone_whileItIsBeingCommanded() throws InterruptedException {
        word(wish());
        List<GateOrder> orders = door.hears();
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (HandGate gate = gate(admission -> {
            asked.countDown();
            await(answers);
            return command(admission);
        })) {
            LedgerDesk desk = door.desk();
            orders.forEach(order -> gate.obey(desk, lane, order, true));
            asked.await();
            orders.forEach(order -> gate.obey(desk, lane, order, true));
            assertThat(door.ledger().book().untoldCount())
                    .as("nobody knows yet")
                    .isZero();
            answers.countDown();
        }
        assertThat(commands).hasSize(1);
        assertThat(door.ledger().book().untoldCount()).isEqualTo(1);
    }

    @Test
    void staysShut_heardTooLate() {
        HandAdmission wish = wish();
        word(wish);
        clock.pass(LIFE);
        assertThat(word(wish)).as("nobody was there to hear it").isEqualTo(GateWord.NOT_HEARD);
        assertThat(door.hears()).isEmpty();

        HandAdmission other = wish();
        assertThat(word(other)).isEqualTo(GateWord.OPENING);
        List<GateOrder> onItsWay = door.hears();
        clock.pass(LIFE);
        assertThat(word(other)).as("it may have been heard").isEqualTo(GateWord.DID_NOT_OPEN);
        obey(onItsWay);
        assertThat(door.hears()).isEmpty();
        assertThat(word(other)).isEqualTo(GateWord.DID_NOT_OPEN);
        assertThat(commands).isEmpty();
    }

    @Test
    void isToldToNobody_whereTheLaneIsNotHeard_evenWhenItIsHeardAgain() {
        heard = false;
        HandAdmission wish = wish();
        assertThat(word(wish)).isEqualTo(GateWord.NOT_HEARD);
        heard = true;
        assertThat(door.hears()).isEmpty();
        assertThat(word(wish)).isEqualTo(GateWord.NOT_HEARD);

        HandAdmission other = wish();
        assertThat(word(other)).isEqualTo(GateWord.OPENING);
        heard = false;
        assertThat(word(other)).as("it has gone silent since").isEqualTo(GateWord.NOT_HEARD);
        assertThat(door.hears()).isEmpty();
        assertThat(door.count("admission where gate_claimed_at is null")).isEqualTo(2);
    }

    @Test
    void isKnownAfterwards_whereTheNetworkWasCutAsSoonAsTheOrderWasHeard() {
        HandAdmission wish = wish();
        word(wish);
        obey(door.hears());
        clock.pass(LIFE.plusSeconds(20));
        assertThat(word(wish)).isEqualTo(GateWord.DID_NOT_OPEN);
        door.hears();
        assertThat(word(wish)).isEqualTo(GateWord.OPENED);
        assertThat(door.count("admission where merged_at is not null"))
                .as("its sensor could not be heard")
                .isEqualTo(1);
        assertThat(door.count("referral")).isZero();
    }

    @Test
    void isHandedToOneAgentOnly_andNotBeforeTheTicketingSystemWasAsked() throws IOException {
        HandAdmission wish = wish();
        assertThat(admissions.admitByHand(wish, clock.instant())).isInstanceOf(Admitted.class);
        assertThat(door.hears()).as("the server ended before it could ask").isEmpty();
        assertThat(word(wish)).isEqualTo(GateWord.OPENING);
        assertThat(door.hears()).hasSize(1);
        try (AgentDoor next = door()) {
            assertThat(next.hears()).as("the one before may have opened").isEmpty();
        }
    }

    @Test
    void isTakenBack_withTheAdmission() {
        HandAdmission wish = wish();
        Admitted admitted =
                (Admitted) stewards.admitByHand(wish, clock.instant()).outcome();
        assertThat(stewards.annul(admitted.admission().id(), "Ada", clock.instant()))
                .isTrue();
        assertThat(door.hears()).isEmpty();
    }

    @Test
    void saysThatTheGateDidNotOpen_andTheBoardKnows() {
        HandAdmission wish = wish();
        word(wish);
        obey(door.hears(), _ -> new GateOutcome.NotOpened(GateOutcome.Reason.NO_ANSWER, "no answer in 2 s"));
        door.hears();
        assertThat(word(wish)).isEqualTo(GateWord.DID_NOT_OPEN);
        assertThat(door.count("referral where reason = 'GATE_DID_NOT_OPEN'")).isEqualTo(1);
    }

    @Test
    void isAwaitedByTheSensor_likeAnybody() {
        HandAdmission wish = wish();
        word(wish);
        obey(door.hears());
        door.hears();
        assertThat(new GateSensors(test.database()).passed(lane.id(), Optional.empty(), clock.instant()))
                .isEqualTo(new PassageOutcome.Passed(commands.getFirst()));
    }

    private GateWord word(HandAdmission wish) {
        return stewards.admitByHand(wish, clock.instant()).gate();
    }

    private HandAdmission wish() {
        Ticket ticket = Guests.ticket(test, event);
        return new HandAdmission(
                event.id(),
                ticket.code(),
                Optional.of(lane.id()),
                "Ada",
                "face not recognised",
                UUID.randomUUID(),
                Set.of());
    }

    /// The agent does what it has heard, and waits for the gate.
    private void obey(List<GateOrder> orders) {
        obey(orders, this::command);
    }

    private void obey(List<GateOrder> orders, Function<Admission, GateOutcome> gate) {
        Instant now = clock.instant();
        try (HandGate byHand = gate(gate)) {
            orders.forEach(order -> byHand.obey(door.desk(), lane, order, now.isBefore(order.until())));
        }
    }

    private HandGate gate(Function<Admission, GateOutcome> gate) {
        return new HandGate(door.ledger(), _ -> gate::apply, clock, () -> {});
    }

    private GateOutcome command(Admission admission) {
        commands.add(admission.id());
        return new GateOutcome.Opened();
    }

    private AgentDoor door() throws IOException {
        return new AgentDoor(
                test,
                event,
                lane,
                Guests.ownTickets(test),
                clock,
                folder.resolve(UUID.randomUUID().toString()));
    }

    private static TicketId ticket(GateOrder order) {
        return new TicketId(order.ticket());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
