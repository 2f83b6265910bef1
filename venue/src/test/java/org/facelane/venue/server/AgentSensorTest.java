package org.facelane.venue.server;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A gate's sensor behind a program beside the camera, which an agent runs.
class AgentSensorTest {
    private static final String PASSED = "admission where passed_at is not null";
    private static final String ANNULLED = "admission where annulled_at is not null";

    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    private TestAgent lane;
    private Path words;
    private Path runs;

    @BeforeEach
    void prepare() throws IOException {
        lane = venue.agent("HANDS_FREE");
        Path folder = Files.createDirectories(venue.folder());
        words = Files.writeString(folder.resolve("words"), "");
        runs = Files.writeString(folder.resolve("runs"), "");
    }

    @Test
    void tellsWhoPassed_andIsStartedAgainWhenItCrashes_andItsSilenceAnnuls() throws Exception {
        listens(2);
        lane.enrol("A-1", "01");
        lane.enrol("A-2", "03");
        lane.enrol("A-3", "02");
        lane.joins();
        assertThat(silent())
                .as("there is no such program yet, and the board says so")
                .isNotEmpty();
        installProgram();
        eventually("it is heard", () -> silent().isEmpty());

        assertThat(lane.stand("01")).isInstanceOf(Ending.LetIn.class);
        says("passed");
        eventually("the server knows", () -> lane.count(PASSED) == 1);
        Instant crashedAt = Instant.now();
        says("crash");
        eventually("it runs again", () -> runCount() == 2 && heardSince().isAfter(crashedAt));
        assertThat(lane.stand("03")).isInstanceOf(Ending.LetIn.class);
        says("passed");
        eventually("the server knows that too", () -> lane.count(PASSED) == 2);

        assertThat(lane.stand("02")).isInstanceOf(Ending.LetIn.class);
        eventually("nobody passed", () -> lane.count(ANNULLED) == 1);
    }

    @Test
    void tellsLaterWhatItSaidWhileTheNetworkWasCut_andItsSilenceAnnulsNothingOfThatTime() throws Exception {
        listens(60);
        lane.enrol("B-1", "01");
        lane.enrol("B-2", "03");
        lane.enrol("B-3", "02");
        installProgram();
        lane.joins();
        eventually("it is heard", () -> silent().isEmpty());
        assertThat(lane.stand("01")).isInstanceOf(Ending.LetIn.class);
        eventually("the server knows", () -> lane.count("admission where gate_opened_at is not null") == 1);
        lane.cut();
        Instant cutAt = Instant.now();
        says("passed");
        assertThat(lane.stand("03")).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.stand("02")).isInstanceOf(Ending.LetIn.class);
        says("not passed " + lane.gate().openings().getLast());
        eventually("some of it is written down", () -> lane.agent().status().untoldCount() >= 4);
        lane.mend();
        eventually(
                "the first has passed, at the time of then",
                () -> lane.count(PASSED + " and passed_at < '" + Instant.now() + "' and passed_at > '" + cutAt + "'")
                        == 1);
        eventually("the last has not: the gate says so", () -> lane.count(ANNULLED) == 1);

        new GateSensors(venue.server().database().database())
                .settle(Instant.now().plusSeconds(180));
        assertThat(lane.count(ANNULLED)).as("of the second nothing is known").isEqualTo(1);
        assertThat(lane.count("admission where annulled_at is null and passed_at is null"))
                .isEqualTo(1);
        assertThat(lane.count("referral")).isZero();
    }

    private void listens(int passageSeconds) {
        lane.set(
                "/lanes/" + lane.lane() + "/doorway",
                Map.of("passageSeconds", passageSeconds, "sensor", "program:barrier"));
    }

    private Instant heardSince() {
        return venue.server()
                .database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select sensor_since from doorway where lane_id = ? and sensor_since is not null",
                        row -> Sql.instant(row, "sensor_since"),
                        UUID.fromString(lane.lane())))
                .orElse(Instant.MIN);
    }

    private List<LaneId> silent() {
        EventId event = new EventId(UUID.fromString(lane.event()));
        return venue.server().database().database().read(tx -> LaneStore.silentSensors(tx, event, Instant.now()));
    }

    private void says(String word) throws IOException {
        Files.writeString(words, word + "\n", APPEND);
    }

    private int runCount() {
        try {
            return Files.readAllLines(runs).size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Says each line of a file once, however often it is started.
    private void installProgram() throws IOException {
        Path sensors = Files.createDirectories(AgentFolder.open(lane.folder()).sensors());
        Path program = sensors.resolve("barrier.new");
        Files.writeString(program, """
            #!/bin/sh
            echo run >> %2$s
            while sleep 0.1; do
                said=$(cat %1$s.said 2>/dev/null || echo 0)
                word=$(sed -n "$((said + 1))p" %1$s)
                [ -n "$word" ] || continue
                echo $((said + 1)) > %1$s.said
                [ "$word" != crash ] || exit 1
                echo "$word"
            done
            """.formatted(words, runs));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.move(program, sensors.resolve("barrier"));
    }
}
