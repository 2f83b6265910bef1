package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An agent and its server over real connections through a cable that can be cut, with sample people who do not exist.
class AgentTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    private TestAgent lane;

    @BeforeEach
    void prepare() throws IOException {
        lane = venue.agent("HANDS_FREE");
    }

    @Test
    void goesOnWithoutTheServer_andTellsEverythingOnce_andRaisesWhatWasAdmittedTwice() throws Exception {
        lane.enrol("A-1", "01");
        lane.enrol("A-2", "03");
        lane.joins();

        assertThat(lane.stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        eventually("the server knows", () -> lane.count("admission where gate_opened_at is not null") == 1);

        lane.cut();
        assertThat(lane.stand("03")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        assertThat(lane.stand("01")).isInstanceOf(LaneEvent.Ending.Referred.class);
        assertThat(lane.gate().openings()).hasSize(2);
        Answer byHand = venue.server()
                .organiser()
                .post(
                        "/api/events/" + lane.event() + "/admissions",
                        Map.of("code", "A-2", "reason", "shows the ticket"));
        assertThat(byHand.status()).as(byHand.body()).isEqualTo(201);
        assertThat(lane.count("admission")).isEqualTo(2);

        lane.mend();
        assertThat(lane.count("admission")).isEqualTo(2);
        assertThat(lane.count("admission_conflict")).isEqualTo(1);
        assertThat(lane.count("referral where reason = 'ADMITTED_TWICE'")).isEqualTo(1);
        assertThat(lane.count("referral where reason = 'ALREADY_ADMITTED'")).isEqualTo(1);
    }

    @Test
    void holdsAnErasureBackUntilItHasLetGo_andRecognisesTheGuestNoMore() throws Exception {
        lane.enrol("E-1", "01");
        lane.joins();
        long size = Files.size(lane.folder().resolve("gallery"));
        lane.cable().cut();
        venue.server().anybody().post(lane.link("E-1") + "/withdraw");
        assertThat(venue.server().anybody().get(lane.link("E-1")).text("state")).isEqualTo("ERASING");
        lane.cable().mend();
        eventually(
                "erased",
                () -> venue.server()
                        .anybody()
                        .get(lane.link("E-1"))
                        .text("state")
                        .equals("ERASED"));
        assertThat(lane.stand("01")).isInstanceOf(LaneEvent.Ending.Unrecognised.class);
        byte[] disk = Files.readAllBytes(lane.folder().resolve("gallery"));
        assertThat(disk.length).isGreaterThan((int) size / 2);
        int zeros = 0;
        for (byte each : disk) {
            zeros += each == 0 ? 1 : 0;
        }
        assertThat(zeros).isGreaterThan(disk.length * 8 / 10);
    }

    @Test
    void dropsEverything_whenItIsRevoked() throws Exception {
        lane.enrol("R-1", "01");
        lane.joins();
        assertThat(venue.server()
                        .organiser()
                        .delete("/api/events/" + lane.event() + "/lanes/" + lane.lane() + "/agent")
                        .status())
                .isEqualTo(204);
        eventually("it knows", () -> lane.agent().status().revoked());
        eventually(
                "it shows",
                () -> lane.agent()
                        .status()
                        .lane()
                        .filter(state -> state.activity() == Activity.NOT_RECOGNISING)
                        .isPresent());
        eventually("nobody waits for it", () -> lane.count("lane_gallery") == 0);
        assertThat(Files.size(lane.folder().resolve("gallery"))).isZero();
    }

    @Test
    void keepsWhatARevokedAgentSaysItDid_untilAnOrganiserTakesItIn() throws Exception {
        lane.enrol("W-1", "01");
        lane.enrol("W-2", "03");
        lane.joins();
        lane.cut();
        assertThat(lane.stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        String machine = "/api/events/" + lane.event() + "/lanes/" + lane.lane() + "/agent";
        assertThat(venue.server().organiser().delete(machine).status()).isEqualTo(204);
        lane.cable().mend();
        eventually(
                "it has told",
                () -> lane.agent().status().revoked() && lane.agent().status().untoldCount() == 0);
        assertThat(lane.count("admission")).as("a revoked key proves nothing").isZero();
        Answer waiting = venue.server().organiser().get(machine + "/last-words");
        assertThat(waiting.json().path("admissions").asInt()).isEqualTo(1);

        assertThat(venue.server()
                        .organiser()
                        .post(machine + "/last-words", Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(venue.server()
                        .organiser()
                        .post(machine + "/last-words", Map.of("takeIn", true))
                        .status())
                .isEqualTo(204);
        assertThat(lane.count("admission where gate_opened_at is not null")).isEqualTo(1);
        assertThat(venue.server()
                        .organiser()
                        .get(machine + "/last-words")
                        .json()
                        .path("admissions")
                        .asInt())
                .isZero();
    }

    @Test
    void goesOnFromWhereItWas_whenItStartsAgain() throws Exception {
        lane.enrol("S-1", "01");
        lane.joins();
        lane.agent().close();
        assertThat(lane.count("lane_gallery")).as("it has left").isZero();
        lane.starts();
        lane.recognises();
        assertThat(lane.stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
    }

    @Test
    void keepsItsCode_whileItsCameraShowsNothing() throws Exception {
        String code = lane.code();
        Path data = venue.folder();
        for (String camera :
                List.of(Files.createDirectories(venue.folder()).toString(), "http://name:secret@127.0.0.1:1/stream")) {
            assertThatThrownBy(() -> LaneCommand.run(
                            List.of(
                                    "--camera=" + camera,
                                    "--join=" + code,
                                    "--server=" + lane.url(),
                                    "--data=" + data,
                                    "--models=" + TestServer.MODELS,
                                    "--screen-port=0"),
                            InstantSource.system()))
                    .as(camera)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("shows no picture")
                    .hasMessageContaining("The code was not used.")
                    .hasMessageNotContaining("secret");
        }
        assertThat(AgentJoining.join(AgentFolder.open(data), lane.url(), code)).isPresent();
    }

    @Test
    void joins_onlyOnce_byOneCode() throws Exception {
        String code = lane.code();
        AgentFolder folder = AgentFolder.open(lane.folder());
        assertThat(AgentJoining.join(
                        folder, lane.url(), code.toLowerCase(Locale.ROOT).replace("-", " ")))
                .isPresent();
        assertThat(AgentJoining.join(AgentFolder.open(venue.folder()), lane.url(), code))
                .isEmpty();
        assertThat(venue.server()
                        .organiser()
                        .get("/api/events/" + lane.event() + "/agents")
                        .body())
                .contains(lane.lane());
    }
}
