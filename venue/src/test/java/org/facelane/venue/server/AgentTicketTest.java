package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneScreen.CodeUnknown;
import org.facelane.venue.lane.LaneScreen.LookHere;
import org.facelane.venue.lane.LaneScreen.NotRecognising;
import org.facelane.venue.lane.LaneScreen.Welcome;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ordinary tickets before an agent's camera, with the network and without it: real calls, real codes in pictures of
/// people who do not exist.
class AgentTicketTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"HANDS_FREE", "PASS", "SEALED"})
    void letsInWhoeverHoldsUpATicket_alsoWithoutTheServer_andTellsEverythingOnce(String mode) throws Exception {
        TestAgent lane = venue.agent(mode);
        lane.enrol("E-1", "01");
        venue.server().tickets(lane.event(), "T-1", "T-2");
        lane.joins();
        assertThat(lane.stand(picture("T-1"))).isInstanceOf(Ending.LetIn.class);
        eventually("the server knows", () -> lane.count("admission where gate_opened_at is not null") == 1);

        lane.cut();
        assertThat(lane.stand(picture("T-2"))).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.count("admission")).isEqualTo(1);

        lane.mend();
        assertThat(lane.count("admission where means = 'TICKET'")).isEqualTo(2);
        assertThat(lane.count("admission_conflict")).isZero();
        assertThat(lane.gate().openings()).hasSize(2);
        assertThat(lane.extractionCount())
                .as("of the enrolled guest who held them all up")
                .isZero();
    }

    /// Nobody may be recognised any more; a ticket names no face.
    @Test
    void goesOnWithTickets_andLooksAtNobody_onceItMayRecogniseNobody() throws Exception {
        Map<String, String> settings = Map.of("enrol-by-file", "true", "agent-age-max", "2s");
        try (TestServer forgetful = new TestServer(venue.folder(), settings)) {
            TestAgent lane = venue.agent(forgetful, "HANDS_FREE");
            lane.enrol("E-1", "01");
            forgetful.tickets(lane.event(), "T-1");
            lane.joins();
            assertThat(lane.stand("01")).isInstanceOf(Ending.LetIn.class);
            lane.cut();
            NotRecognising old = new NotRecognising(Why.GALLERY_TOO_OLD);
            eventually("it recognises nobody", () -> lane.screens().contains(old));
            long before = lane.extractionCount();
            lane.see(picture("T-1"), new Welcome());
            lane.see(Guests.PEOPLE.frame(Optional.of("01"), Optional.empty()), old);
            lane.see(picture("nobody's"), new CodeUnknown());
            assertThat(lane.screens()).noneMatch(LookHere.class::isInstance);
            assertThat(lane.extractionCount()).isEqualTo(before);
            assertThat(lane.gate().openings()).hasSize(2);
            lane.mend();
            lane.recognises();
            assertThat(lane.count("admission where means = 'TICKET'")).isEqualTo(1);
            assertThat(lane.count("admission_conflict")).isZero();
            lane.close();
        }
    }

    /// A process of its own, told where its camera is, killed while the network is cut and before anything was
    /// told.
    @Test
    void losesNothing_killedWhileTheNetworkIsCut() throws Exception {
        try (AgentProcess agent = new AgentProcess(venue.server(), venue.folder(), "HANDS_FREE")) {
            agent.sells("P-1", "P-2");
            agent.start(agent.joining());
            agent.recognises();
            agent.see(picture("P-1"));
            eventually("the first is in", () -> agent.hasPassed("P-1"));
            agent.leave();

            agent.cable().cut();
            agent.see(picture("P-2"));
            eventually("the second is in", () -> agent.opened().size() == 2);
            eventually("and welcome", () -> agent.hasSaid("WELCOME"));
            agent.kill();
            assertThat(agent.isIn("P-2")).as("the server cannot know").isFalse();
            agent.see(Pictures.empty());
            agent.cable().mend();
            agent.start(List.of());
            eventually("what the second did is told", () -> agent.hasPassed("P-2"));
            assertThat(agent.opened()).hasSize(2).doesNotHaveDuplicates();
            assertThat(agent.count("admission a")).isEqualTo(2);
            assertThat(agent.count("admission_conflict a")).isZero();
        }
    }

    /// An enrolled guest holds a ticket up.
    private static byte[] picture(String code) throws IOException {
        return Guests.PEOPLE.frame(Optional.of("01"), Optional.of(code));
    }
}
