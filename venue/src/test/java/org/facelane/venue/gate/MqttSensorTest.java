package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.trial.Waiting.until;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.trial.Mosquitto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker; the gate's sensor is an MQTT client of its own.
class MqttSensorTest {
    private static final String TOPIC = "venue/north/1/passages";
    private static final SensorWord PASSED = new SensorWord(true, Optional.empty());
    private static final SensorWord NOT_PASSED = new SensorWord(false, Optional.empty());

    @TempDir
    Path folder;

    private final List<SensorWord> words = new CopyOnWriteArrayList<>();
    private Mosquitto mosquitto;
    private final List<Sensor> open = new ArrayList<>();
    private Gates gates;

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(Mosquitto.installed().isPresent(), "no mosquitto here: apt-get install mosquitto");
    }

    @BeforeEach
    void start() throws Exception {
        mosquitto = Mosquitto.start(folder, List.of("allow_anonymous true"));
        gates = new Gates(folder, Optional.empty(), Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        open.forEach(Sensor::close);
        gates.close();
        mosquitto.kill();
    }

    @Test
    void handsOnEachMessage_inOrder_andNothingElse() {
        listen();
        AdmissionId named = AdmissionId.random();
        publish(message("passed").build());
        publish(message("opened").build());
        publish(message("not passed").build());
        publish(Mqtt5Publish.builder()
                .topic("venue/north/2/passages")
                .payload("passed".getBytes(UTF_8))
                .build());
        publish(message("passed " + named).build());
        until("three words", () -> words.size() == 3);
        assertThat(words).containsExactly(PASSED, NOT_PASSED, new SensorWord(true, Optional.of(named)));
    }

    @Test
    void doesNotBelieveWhatTheBrokerKept() {
        publish(message("passed").retain(true).build());
        listen();
        publish(message("not passed").build());
        until("a word of now", () -> !words.isEmpty());
        assertThat(words).containsExactly(NOT_PASSED);
    }

    @Test
    void countsOnce_whatIsSentTwiceUnderOneCorrelation() {
        listen();
        for (int i = 0; i < 3; i++) {
            publish(message("passed").correlationData("17".getBytes(UTF_8)).build());
        }
        publish(message("passed").correlationData("18".getBytes(UTF_8)).build());
        publish(message("not passed").build());
        until("the last word", () -> words.contains(NOT_PASSED));
        assertThat(words).containsExactly(PASSED, PASSED, NOT_PASSED);
    }

    @Test
    void saysThatItHearsNothing_whileTheBrokerIsAway_andThatItHearsAnew() throws Exception {
        Sensor sensor = listen();
        int before = sensor.connection();
        mosquitto.kill();
        until("the loss is noticed", () -> sensor.connection() == 0);
        mosquitto.startAgain();
        until("it listens anew", () -> sensor.connection() > before);
        publish(message("passed").build());
        until("a word of now", () -> !words.isEmpty());
        assertThat(words).containsExactly(PASSED);
    }

    @Test
    void hearsNothingMore_onceItIsClosed() {
        Sensor sensor = listen();
        List<SensorWord> other = new CopyOnWriteArrayList<>();
        try (Sensor second = sensors().listen(address(), LaneId.random(), other::add)) {
            until("both listen", () -> second.connection() > 0);
            sensor.close();
            publish(message("passed").build());
            until("the other hears on", () -> other.size() == 1);
        }
        assertThat(words).isEmpty();
    }

    private Sensor listen() {
        Sensor sensor = sensors().listen(address(), LaneId.random(), words::add);
        open.add(sensor);
        until("it listens", () -> sensor.connection() > 0);
        return sensor;
    }

    private Sensors sensors() {
        return new Sensors(gates, folder, Duration.ofSeconds(1));
    }

    private String address() {
        return "mqtt://127.0.0.1:" + mosquitto.port() + "/" + TOPIC;
    }

    private static Mqtt5PublishBuilder.Complete message(String word) {
        return Mqtt5Publish.builder().topic(TOPIC).payload(word.getBytes(UTF_8)).qos(MqttQos.EXACTLY_ONCE);
    }

    private void publish(Mqtt5Publish message) {
        Mqtt5BlockingClient gate = Mqtt5Client.builder()
                .identifier("gate")
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .buildBlocking();
        gate.connect();
        gate.publish(message);
        gate.disconnect();
    }
}
