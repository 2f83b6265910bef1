package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.gate.GateOutcome.Reason;
import org.facelane.venue.trial.Mosquitto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker; the gates are MQTT clients of their own.
class MqttGateTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(1_200);
    private static final String TOPIC = "venue/north/1";

    @TempDir
    Path folder;

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Mosquitto mosquitto;
    private MqttBroker broker;

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(Mosquitto.installed().isPresent(), "no mosquitto here: apt-get install mosquitto");
    }

    @BeforeEach
    void start() throws Exception {
        mosquitto = Mosquitto.start(folder, List.of("allow_anonymous true"));
        broker = new MqttBroker(new GateAddress.Broker("127.0.0.1", mosquitto.port(), false), Optional.empty());
        assertThat(broker.connect(PATIENT)).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        for (AutoCloseable one : open) {
            one.close();
        }
        mosquitto.kill();
    }

    @Test
    void opens_theGateSaysSo_andGetsTheAdmissionOnly() {
        Admission admission = admission();
        gateAnswers("opened");
        assertThat(gate(PATIENT).open(admission)).isEqualTo(new Opened());
        assertThat(commands).containsExactly(admission.id().toString());
    }

    @Test
    void opens_forEachGuestOnce_manyAtATime() throws Exception {
        gateAnswers("opened");
        MqttGate gate = gate(PATIENT);
        List<Thread> lanes = new ArrayList<>();
        List<GateOutcome> outcomes = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 30; i++) {
            lanes.add(Thread.ofVirtual().start(() -> outcomes.add(gate.open(admission()))));
        }
        for (Thread lane : lanes) {
            lane.join();
        }
        assertThat(outcomes).hasSize(30).containsOnly(new Opened());
        assertThat(commands).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void doesNotOpen_theGateSaysWhy() {
        gateAnswers("barrier\nblocked");
        assertNotOpened(gate(PATIENT).open(admission()), Reason.REFUSED, "answered 'barrier?blocked'");
    }

    @Test
    void doesNotOpen_noGateIsConnected() {
        assertNotOpened(gate(SHORT).open(admission()), Reason.NO_ANSWER, "did not answer within 1200 ms");
    }

    @Test
    void doesNotOpen_theBrokerDoesNotLetItSend() throws Exception {
        mosquitto.kill();
        Files.writeString(folder.resolve("rules"), "topic read venue/#\ntopic read facelane/#\n");
        mosquitto = Mosquitto.start(folder, List.of("allow_anonymous true", "acl_file " + folder.resolve("rules")));
        GateAddress.Broker address = new GateAddress.Broker("127.0.0.1", mosquitto.port(), false);
        try (MqttBroker ruled = new MqttBroker(address, Optional.empty())) {
            assertNotOpened(new MqttGate(ruled, TOPIC, PATIENT).open(admission()), Reason.REFUSED, "NOT_AUTHORIZED");
        }
    }

    @Test
    void doesNotOpen_theGateSaysNothing() {
        gateAnswers("");
        int askedCount = 0;
        for (Duration timeout = SHORT; commands.isEmpty(); timeout = timeout.multipliedBy(2)) {
            askedCount++;
            assertNotOpened(
                    gate(timeout).open(admission()),
                    Reason.NO_ANSWER,
                    "did not answer within " + timeout.toMillis() + " ms");
        }
        assertThat(commands).hasSizeLessThanOrEqualTo(askedCount).doesNotHaveDuplicates();
    }

    @Test
    void doesNotOpen_noBroker() throws Exception {
        loseBroker();
        assertNotOpened(gate(SHORT).open(admission()), Reason.UNREACHABLE, "no connection to its broker");
    }

    @Test
    void doesNotOpenLate_theGateWasAwayWhenCommanded() throws Exception {
        Mqtt5BlockingClient away = connect("gate", true);
        away.subscribeWith().topicFilter(TOPIC).qos(MqttQos.EXACTLY_ONCE).send();
        away.disconnectWith().sessionExpiryInterval(600).send();
        assertNotOpened(gate(SHORT).open(admission()), Reason.NO_ANSWER, "did not answer");

        Thread.sleep(1_500);
        Mqtt5BlockingClient back = client("gate");
        try (Mqtt5BlockingClient.Mqtt5Publishes heard = back.publishes(MqttGlobalPublishFilter.ALL)) {
            back.connectWith().cleanStart(false).sessionExpiryInterval(600).send();
            open.add(back::disconnect);
            assertThat(heard.receive(1, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void opens_again_afterTheBrokerWasAway() throws Exception {
        gateAnswers("opened");
        assertThat(gate(PATIENT).open(admission())).isEqualTo(new Opened());
        loseBroker();
        assertNotOpened(gate(SHORT).open(admission()), Reason.UNREACHABLE, "no connection to its broker");
        mosquitto.startAgain();
        gateAnswers("opened");
        assertThat(new PatientGate(gate(PATIENT), PATIENT, Duration.ofMillis(50)).open(admission()))
                .isEqualTo(new Opened());
        assertThat(commands).hasSize(2);
    }

    @Test
    void signsIn_whereTheBrokerWantsAPassword() throws Exception {
        mosquitto.kill();
        Files.writeString(folder.resolve("passwords"), "gates:s3cret\n");
        Path passwd = Mosquitto.installed().orElseThrow().resolveSibling("../bin/mosquitto_passwd");
        assertThat(new ProcessBuilder(
                                passwd.toString(),
                                "-U",
                                folder.resolve("passwords").toString())
                        .start()
                        .waitFor())
                .isZero();
        mosquitto = Mosquitto.start(
                folder, List.of("allow_anonymous false", "password_file " + folder.resolve("passwords")));
        GateAddress.Broker address = new GateAddress.Broker("127.0.0.1", mosquitto.port(), false);

        try (MqttBroker unnamed = new MqttBroker(address, Optional.empty());
                MqttBroker named = new MqttBroker(address, Optional.of(new MqttAccount("gates", "s3cret")))) {
            assertNotOpened(
                    new MqttGate(unnamed, TOPIC, SHORT).open(admission()),
                    Reason.UNREACHABLE,
                    "no connection to its broker");
            assertThat(named.connect(PATIENT)).isTrue();
            assertNotOpened(new MqttGate(named, TOPIC, SHORT).open(admission()), Reason.NO_ANSWER, "did not answer");
        }
    }

    /// Returns once the lost connection has been noticed.
    private void loseBroker() throws InterruptedException {
        mosquitto.kill();
        while (broker.connect(Duration.ZERO)) {
            Thread.sleep(10);
        }
    }

    private MqttGate gate(Duration timeout) {
        return new MqttGate(broker, TOPIC, timeout);
    }

    /// A gate that notes each command and answers it; to an empty answer it says nothing.
    private void gateAnswers(String answer) {
        Mqtt5BlockingClient gate = connect("gate-" + commands.size(), true);
        gate.toAsync()
                .subscribeWith()
                .topicFilter(TOPIC)
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(command -> {
                    commands.add(new String(command.getPayloadAsBytes(), UTF_8));
                    if (!answer.isEmpty()) {
                        CompletableFuture<?> unused = gate.toAsync().publish(reply(command, answer));
                    }
                })
                .send()
                .join();
        open.add(() -> {
            if (gate.getState().isConnected()) {
                gate.disconnect();
            }
        });
    }

    private static Mqtt5Publish reply(Mqtt5Publish command, String answer) {
        return Mqtt5Publish.builder()
                .topic(command.getResponseTopic().orElseThrow())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(answer.getBytes(UTF_8))
                .correlationData(command.getCorrelationData().orElseThrow())
                .build();
    }

    private Mqtt5BlockingClient connect(String name, boolean clean) {
        Mqtt5BlockingClient client = client(name);
        client.connectWith().cleanStart(clean).sessionExpiryInterval(600).send();
        return client;
    }

    private Mqtt5BlockingClient client(String name) {
        return Mqtt5Client.builder()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .buildBlocking();
    }

    private static Admission admission() {
        return new Admission(
                AdmissionId.random(),
                TicketId.random(),
                Optional.of(LaneId.random()),
                Instant.parse("2026-11-22T18:00:00Z"));
    }

    private static void assertNotOpened(GateOutcome outcome, Reason reason, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(NotOpened.class, failure -> {
            assertThat(failure.detail()).contains(detail);
            assertThat(failure.reason()).isEqualTo(reason);
        });
    }
}
