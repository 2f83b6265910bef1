package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.edge.agent.AgentRestart;
import org.facelane.venue.edge.office.AgentWatch;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Agents that lose their power while they are cut off, and are set to go on all the same.
class AgentRestartTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    /// A process of its own, without a word of warning.
    @Test
    void goesOn_killedAndStartedAgainWhileTheNetworkIsCut_andTellsEverythingOnce() throws Exception {
        Path folder = venue.folder();
        try (AgentProcess agent = new AgentProcess(venue.server(), folder, "HANDS_FREE")) {
            agent.enrol("K-1", "01");
            agent.enrol("K-2", "02");
            agent.enrol("K-3", "03");
            agent.sells("T-1");
            String key = "--restart-key-uri=program://" + program(folder);
            List<String> first = new ArrayList<>(agent.joining());
            first.add(key);
            agent.start(first);
            agent.recognises();
            agent.see("01");
            eventually("the first is in", () -> agent.hasPassed("K-1"));
            agent.leave();

            agent.cable().cut();
            agent.see("02");
            eventually("the second is in", () -> agent.opened().size() == 2);
            eventually("and welcome", () -> agent.hasSaid("WELCOME"));
            agent.kill();
            agent.see(Pictures.empty());

            agent.start(List.of(key));
            eventually("it looks again", () -> agent.hasSaid("IDLE"));
            agent.see("02");
            eventually("whoever came in is not let in again", () -> agent.hasSaid("STEWARD"));
            agent.leave();
            agent.see("03");
            eventually("the third is in", () -> agent.opened().size() == 3);
            agent.leave();
            agent.see(Guests.PEOPLE.frame(Optional.empty(), Optional.of("T-1")));
            eventually("a ticket is in", () -> agent.opened().size() == 4);
            eventually("and welcome", () -> agent.hasSaid("WELCOME"));
            agent.kill();
            agent.see(Pictures.empty());
            assertThat(agent.count("admission a")).as("the server cannot know").isEqualTo(1);

            agent.cable().mend();
            agent.start(List.of(key));
            eventually(
                    "all of it is told",
                    () -> agent.hasPassed("K-2") && agent.hasPassed("K-3") && agent.hasPassed("T-1"));
            assertThat(agent.opened()).hasSize(4).doesNotHaveDuplicates();
            assertThat(agent.count("admission a")).isEqualTo(4);
            assertThat(agent.count("admission_conflict a")).isZero();
        }
    }

    /// Somebody starts the machine again in order, because the network does not work.
    @Test
    void goesOn_stoppedInOrderWhileTheNetworkIsCut_andHoldsErasuresUpUntilItIsHeard() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.survives(here(), InstantSource.system());
        lane.enrol("O-1", "01");
        lane.joins();
        lane.cut();
        lane.agent().close();
        venue.server().anybody().post(lane.link("O-1") + "/withdraw");
        lapses();
        assertThat(state(lane, "O-1")).as("a start might recognise the guest").isEqualTo("ERASING");

        lane.starts();
        assertThat(lane.stand("01")).as("it cannot know").isInstanceOf(Ending.LetIn.class);
        lane.mend();
        eventually("erased", () -> state(lane, "O-1").equals("ERASED"));
        assertThat(lane.stand("01")).isInstanceOf(Ending.Unrecognised.class);
    }

    @Test
    void letsErasuresGo_onceAnAgentThatWasNotHeardAnyMoreIsRevoked() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.survives(here(), InstantSource.system());
        lane.enrol("L-1", "01");
        lane.joins();
        lane.cut();
        venue.server().anybody().post(lane.link("L-1") + "/withdraw");
        lapses();
        assertThat(state(lane, "L-1")).isEqualTo("ERASING");
        AgentWatch tomorrow = new AgentWatch(
                venue.server().database().database(),
                Duration.ofMinutes(15),
                InstantSource.offset(InstantSource.system(), Duration.ofDays(1)));
        assertThat(tomorrow.states(new EventId(UUID.fromString(lane.event()))))
                .singleElement()
                .satisfies(state -> assertThat(state.why())
                        .hasValueSatisfying(why -> assertThat(why).contains("Erasures wait for it")));
        assertThat(venue.server()
                        .organiser()
                        .delete("/api/events/" + lane.event() + "/lanes/" + lane.lane() + "/agent")
                        .status())
                .isEqualTo(204);
        lapses();
        assertThat(state(lane, "L-1")).isEqualTo("ERASED");
    }

    @Test
    void startsAndRecognises_onceItIsHeard_whereItsKeyCannotBeHad() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.survives(
                AgentRestart.here("program://" + venue.folder().resolve("nothing"), Instant.now()),
                InstantSource.system());
        lane.enrol("P-1", "01");
        lane.joins();
        assertThat(lane.stand("01")).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.folder().resolve("restart")).doesNotExist();
    }

    @Test
    void doesNotStart_withAKeyThatLiesOnItsOwnDisk() {
        Path data = venue.folder();
        assertThatThrownBy(() -> LaneCommand.run(
                        List.of(
                                "--camera=" + data,
                                "--data=" + data,
                                "--models=" + TestServer.MODELS,
                                "--screen-port=0",
                                "--restart-key-uri=file://" + data.resolveSibling("a.key")),
                        InstantSource.system()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("restart-key-uri")
                .hasMessageContaining("lies on the disk of the agent's own folder");
    }

    private static AgentRestart here() throws IOException {
        return AgentRestart.here(
                "program://" + program(Files.createDirectories(venue.folder())) + "?timeout=60", Instant.now());
    }

    /// Stands for one that has the machine's TPM seal.
    private static Path program(Path folder) throws IOException {
        Path program = folder.toAbsolutePath().normalize().resolve("seal");
        Files.writeString(folder.resolve("chip"), "drawn for this test\n");
        Files.writeString(program, """
            #!/bin/sh
            case $1 in
            wrap) exec openssl enc -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/chip ;;
            unwrap) exec openssl enc -d -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/chip ;;
            esac
            """.formatted(program.getParent()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /// Long after every agent that was not heard must have dropped its gallery.
    private static void lapses() {
        venue.server().server().parts().agents().office().lapse(Instant.now().plus(Duration.ofDays(1)));
    }

    private static String state(TestAgent lane, String code) {
        return venue.server().anybody().get(lane.link(code)).text("state");
    }
}
