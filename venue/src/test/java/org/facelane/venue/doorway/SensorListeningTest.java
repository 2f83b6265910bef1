package org.facelane.venue.doorway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.trial.Waiting.until;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.OfflineAdmission;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.gate.Gates;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.steward.Board;
import org.facelane.venue.steward.BoardEvent;
import org.facelane.venue.steward.BoardSubscription;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Mosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sensors behind a real broker and behind real programs: their words count, and their silence only while they were
/// heard all the time.
class SensorListeningTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final String TOPIC = "venue/north/1/passages";
    private static TestDatabase test;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final List<SensorListening> nodes = new ArrayList<>();
    private final List<Mosquitto> brokers = new ArrayList<>();
    private Gates gates;
    private Admissions admissions;
    private GateSensors sensors;
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
    void prepare() {
        test.clear();
        gates = new Gates(folder, Optional.empty(), Duration.ofSeconds(1));
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        sensors = new GateSensors(test.database());
        event = Guests.event(test);
        lane = Guests.lane(test, event);
    }

    @AfterEach
    void end() throws Exception {
        nodes.forEach(SensorListening::close);
        gates.close();
        for (Mosquitto broker : brokers) {
            broker.kill();
        }
    }

    @Test
    void countsPassages_andAnnulsSilence_ofAProgram() throws Exception {
        Path say = folder.resolve("say");
        Files.createFile(say);
        program("tail -n +1 -f " + say);
        set("program:sensor");
        SensorListening node = node("one");
        untilHeard(node);
        Ticket first = Guests.ticket(test, event);
        AdmissionId passed = opened(first);
        say(say, "passed");
        until("the passage is on record", () -> standing(passed).passedAt().isPresent());

        Ticket second = Guests.ticket(test, event);
        AdmissionId gone = opened(second);
        until(
                "the silence counts",
                () -> later(node) && standing(gone).annulledAt().isPresent());
        assertThat(admit(second)).as("the ticket lets in again").isInstanceOf(Admitted.class);
        assertThat(admit(first)).isInstanceOf(AlreadyAdmitted.class);

        AdmissionId third = opened(Guests.ticket(test, event));
        say(say, "not passed");
        until("it is believed at once", () -> standing(third).annulledAt().isPresent());
        assertThat(referred()).isEmpty();
    }

    @Test
    void countsPassages_andAnnulsSilence_ofABroker() throws Exception {
        Mosquitto broker = broker();
        SensorListening node = node("one");
        untilHeard(node);
        AdmissionId passed = opened(Guests.ticket(test, event));
        publish(broker, "passed " + passed);
        until("the passage is on record", () -> standing(passed).passedAt().isPresent());
        Ticket ticket = Guests.ticket(test, event);
        AdmissionId slow = opened(ticket);
        until(
                "the silence counts",
                () -> later(node) && standing(slow).annulledAt().isPresent());
        publish(broker, "passed " + slow);
        until("late, and taken back", () -> standing(slow).annulledAt().isEmpty());
        assertThat(admit(ticket)).isInstanceOf(AlreadyAdmitted.class);
        assertThat(referred()).isEmpty();
    }

    @Test
    void asksASteward_theBrokerWasAwayWhileTheGuestWasToPass() throws Exception {
        Mosquitto broker = broker();
        SensorListening node = node("one");
        untilHeard(node);
        AdmissionId seen = opened(Guests.ticket(test, event));
        publish(broker, "passed");
        until("the sensor works", () -> standing(seen).passedAt().isPresent());

        AdmissionId missed = opened(Guests.ticket(test, event));
        broker.kill();
        until("the loss is noticed", () -> later(node) && silent());
        assertThat(onBoard()).contains(Why.SENSOR_SILENT);
        broker.startAgain();
        until("it is heard again", () -> later(node) && !silent());
        until("a steward is asked", () -> later(node) && !referred().isEmpty());
        assertThat(referred()).containsExactly(ReferReason.PASSAGE_NOT_SEEN);
        assertThat(standing(missed).annulledAt())
                .as("a lost word gives no ticket back")
                .isEmpty();
        assertThat(onBoard()).doesNotContain(Why.SENSOR_SILENT);
    }

    @Test
    void countsOnce_whereTwoServersCouldListen_andTheOtherTakesOver() throws Exception {
        Mosquitto broker = broker();
        SensorListening one = node("one");
        untilHeard(one);
        SensorListening other = node("other");
        other.keep(clock.instant());
        AdmissionId first = opened(Guests.ticket(test, event));
        AdmissionId second = opened(Guests.ticket(test, event));
        publish(broker, "passed");
        until("the first passes", () -> standing(first).passedAt().isPresent());
        other.keep(clock.instant());
        assertThat(standing(second).passedAt()).isEmpty();

        one.close();
        until("nobody hears it", () -> {
            clock.pass(Duration.ofSeconds(2));
            return silent();
        });
        untilHeard(other);
        publish(broker, "passed");
        until("the second passes", () -> standing(second).passedAt().isPresent());
    }

    @Test
    void keepsAWord_untilTheDatabaseAnswersAgain() throws Exception {
        Mosquitto broker = broker();
        SensorListening node = node("one");
        untilHeard(node);
        AdmissionId passed = opened(Guests.ticket(test, event));
        test.goDown();
        publish(broker, "passed");
        test.comeBack();
        until("the word arrives", () -> standing(passed).passedAt().isPresent());
        assertThat(standing(passed).passedAt()).contains(clock.instant());
    }

    @Test
    void asksNobody_aboutGuestsWhomALaneLetInWhileApart() throws Exception {
        Path say = folder.resolve("say");
        Files.createFile(say);
        program("tail -n +1 -f " + say);
        set("program:sensor");
        SensorListening node = node("one");
        untilHeard(node);
        AdmissionId seen = opened(Guests.ticket(test, event));
        say(say, "passed");
        until("the sensor works", () -> standing(seen).passedAt().isPresent());
        Ticket apart = Guests.ticket(test, event);
        admissions.merge(
                new OfflineAdmission(
                        apart.id(),
                        lane.id(),
                        UUID.randomUUID(),
                        AdmissionStore.Means.FACE,
                        clock.instant().minusSeconds(60),
                        Duration.ofMillis(300),
                        true),
                clock.instant());
        later(node);
        later(node);
        assertThat(admit(apart)).isInstanceOf(AlreadyAdmitted.class);
        assertThat(referred()).isEmpty();
    }

    @Test
    void listensNoMore_theDoorwayHasAnotherSensor() throws Exception {
        broker();
        SensorListening node = node("one");
        untilHeard(node);
        set("program:none");
        assertThat(silent()).isTrue();
        assertThat(onBoard()).contains(Why.SENSOR_SILENT);
        node.keep(clock.instant());
        node.keep(clock.instant());
        assertThat(silent()).as("there is no such program").isTrue();
    }

    private Mosquitto broker() throws Exception {
        assumeTrue(Mosquitto.installed().isPresent(), "no mosquitto here: apt-get install mosquitto");
        Mosquitto broker = Mosquitto.start(folder, List.of("allow_anonymous true"));
        brokers.add(broker);
        set("mqtt://127.0.0.1:" + broker.port() + "/" + TOPIC);
        return broker;
    }

    private SensorListening node(String name) {
        SensorListening node =
                new SensorListening(test.database(), new Sensors(gates, folder, Duration.ofSeconds(1)), name, clock);
        nodes.add(node);
        return node;
    }

    private void set(String address) {
        Doorway doorway = new Doorway(Direction.IN, Optional.of(WITHIN), Optional.of(address), WhenUndecided.FAIL_SAFE);
        assertThat(new Doorways(test.database()).set(event.id(), lane.id(), doorway, "staff Ada", clock.instant()))
                .hasValueSatisfying(set -> assertThat(set.sensorSecret()).isEmpty());
    }

    private void untilHeard(SensorListening node) {
        until("the sensor is heard", () -> {
            node.keep(clock.instant());
            return !silent();
        });
    }

    /// Two seconds later the chores are done once more.
    private boolean later(SensorListening node) {
        clock.pass(Duration.ofSeconds(2));
        node.keep(clock.instant());
        sensors.settle(clock.instant());
        return true;
    }

    private boolean silent() {
        return !test.database()
                .read(tx -> LaneStore.silentSensors(tx, event.id(), clock.instant()))
                .isEmpty();
    }

    private List<Why> onBoard() throws Exception {
        try (Board board = Board.open(test.database(), _ -> List.of(online()), clock);
                BoardSubscription steward = board.subscribe(event.id())) {
            BoardEvent first = steward.next(Duration.ofSeconds(300)).orElseThrow();
            return ((BoardEvent.Snapshot) first)
                    .lanes().stream()
                            .flatMap(changed -> changed.lane().trouble().stream())
                            .toList();
        }
    }

    private LaneState online() {
        return new LaneState(lane, Activity.RECOGNISING, Optional.empty(), Optional.empty(), 0, 0, 0);
    }

    private void program(String script) throws Exception {
        Path made = Files.writeString(folder.resolve("sensor.new"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        Files.move(made, folder.resolve("sensor"));
    }

    private static void say(Path file, String word) throws Exception {
        Files.writeString(file, word + "\n", StandardOpenOption.APPEND);
    }

    private static void publish(Mosquitto broker, String word) {
        Mqtt5BlockingClient gate = Mqtt5Client.builder()
                .identifier("gate")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        gate.connect();
        gate.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.EXACTLY_ONCE)
                .payload(word.getBytes(UTF_8))
                .send();
        gate.disconnect();
    }

    private AdmissionStore.Standing standing(AdmissionId id) {
        return test.database().read(tx -> AdmissionStore.find(tx, id)).orElseThrow();
    }

    private AdmissionId opened(Ticket ticket) {
        Instant now = clock.instant();
        Admission admission = ((Admitted) admit(ticket)).admission();
        assertThat(admissions.claimGate(admission.id(), now)).isTrue();
        admissions.gateOpened(admission.id(), now);
        // The next is later, so that it is known whose turn it is.
        clock.pass(Duration.ofMillis(1));
        return admission.id();
    }

    private AdmissionOutcome admit(Ticket ticket) {
        return admissions.admit(new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), clock.instant());
    }

    private List<ReferReason> referred() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(standing -> standing.referral().reason())
                .toList();
    }
}
