package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.file.Files;
import java.util.ArrayList;
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
    private int codeCount;

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
        opens();
        opens();
        opens();
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

    /// A steward lets guests in by hand until the lane was heard about one, and the agent's gate has opened.
    private void opens() {
        List<Map<String, String>> wishes = new ArrayList<>(List.of(wish()));
        eventually("the gate opens", () -> {
            Answer answer =
                    venue.server().organiser().post("/api/events/" + lane.event() + "/admissions", wishes.getLast());
            if (answer.text("gate").equals("NOT_HEARD")) {
                wishes.add(wish());
            }
            return answer.text("gate").equals("OPENED");
        });
    }

    private Map<String, String> wish() {
        String code = "T-" + ++codeCount;
        venue.server().tickets(lane.event(), code);
        String nonce = UUID.randomUUID().toString();
        return Map.of("code", code, "reason", "face not recognised", "lane", lane.lane(), "nonce", nonce);
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
