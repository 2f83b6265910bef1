package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.Mosquitto;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A gate's sensor behind a real broker, to which the lane's agent listens: what it says while the agent is cut off
/// from the server is not lost.
class AgentTopicTest {
    private static final String TOPIC = "venue/north/passages";

    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    private Mosquitto broker;
    private TestAgent lane;

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(Mosquitto.installed().isPresent(), "no mosquitto here: apt-get install mosquitto");
    }

    @BeforeEach
    void prepare() throws Exception {
        broker = Mosquitto.start(Files.createDirectories(venue.folder()), List.of("allow_anonymous true"));
        lane = venue.agent("HANDS_FREE");
        lane.lane(Map.of("name", "West", "gateUrl", "http://127.0.0.1:9/open"));
        lane.set(
                "/lanes/" + lane.lane() + "/doorway",
                Map.of("passageSeconds", 60, "sensor", "mqtt://127.0.0.1:" + broker.port() + "/" + TOPIC));
        venue.server().tickets(lane.event(), "T-1", "T-2", "T-3");
        lane.joins();
    }

    @AfterEach
    void close() throws Exception {
        broker.kill();
    }

    @Test
    void losesNoWord_whileTheServerIsNotHeard() throws Exception {
        eventually(
                "the agent listens",
                () -> listener().filter(node -> node.startsWith("agent ")).isPresent());
        opens("T-1");
        opens("T-2");
        opens("T-3");
        says("passed");
        eventually("the server knows", () -> lane.count("admission where passed_at is not null") == 1);

        eventually("and has said so", () -> lane.agent().status().untoldCount() == 0);
        lane.cut();
        says("passed");
        says("not passed");
        eventually("it is written down", () -> lane.agent().status().untoldCount() == 2);
        assertThat(lane.count("admission where passed_at is not null"))
                .as("nobody else hears it")
                .isEqualTo(1);
        lane.mend();
        assertThat(lane.count("admission where passed_at is not null")).isEqualTo(2);
        assertThat(lane.count("admission where annulled_for = 'NOT_PASSED'")).isEqualTo(1);
        assertThat(lane.count("referral")).isZero();
    }

    /// A steward lets a guest in by hand, and the agent's gate has opened.
    private void opens(String code) {
        Map<String, String> wish = Map.of(
                "code",
                code,
                "reason",
                "face not recognised",
                "lane",
                lane.lane(),
                "nonce",
                UUID.randomUUID().toString());
        eventually("the gate opens for " + code, () -> {
            Answer answer = venue.server().organiser().post("/api/events/" + lane.event() + "/admissions", wish);
            return answer.text("gate").equals("OPENED");
        });
    }

    /// Who listens to the sensor, as the database has it.
    private Optional<String> listener() {
        return venue.server()
                .database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select sensor_node from doorway where lane_id = ? and sensor_node is not null",
                        row -> row.getString("sensor_node"),
                        UUID.fromString(lane.lane())));
    }

    private void says(String word) {
        Mqtt5BlockingClient sensor = Mqtt5Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        sensor.connect();
        sensor.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.EXACTLY_ONCE)
                .payload(word.getBytes(UTF_8))
                .send();
        sensor.disconnect();
    }
}
