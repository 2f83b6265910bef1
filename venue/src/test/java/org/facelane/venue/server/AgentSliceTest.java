package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an agent holds where its event's gallery is split, and split otherwise while it runs.
class AgentSliceTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    @Test
    void isGivenOnlyTheGuestsOfItsEntrance_andFollowsThem_andLetsGoOfWhoMovedAndIsErased() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.enrol("S-1", "01");
        lane.enrol("S-2", "03");
        entrance("S-1", "North");
        entrance("S-2", "South");
        lane.lane(Map.of("name", "North gate", "entrance", "North"));
        lane.joins();
        assertThat(lane.stand("03")).as("known, at the wrong entrance").isInstanceOf(Ending.Referred.class);

        split(Map.of("byEntrance", true));
        assertThat(lane.stand("03")).isEqualTo(new Ending.Unrecognised());
        assertThat(lane.stand("01")).isInstanceOf(Ending.LetIn.class);

        long before = size();
        entrance("S-2", "North");
        settle();
        assertThat(lane.stand("03")).isInstanceOf(Ending.LetIn.class);
        assertThat(size()).isGreaterThan(before);
        withdraw("S-2");
        assertThat(lane.stand("03")).isEqualTo(new Ending.Unrecognised());

        split(Map.of("byEntrance", false));
        assertThat(lane.stand("03")).isEqualTo(new Ending.Unrecognised());
    }

    @Test
    void holdsOnlyWhatPassesOfItsEntranceOpen_andSaysSoOfOthers_alsoWithoutTheServer() throws Exception {
        TestAgent lane = venue.agent("SEALED");
        String first = lane.pass("P-1", "01");
        String second = lane.pass("P-2", "03");
        entrance("P-1", "North");
        entrance("P-2", "South");
        lane.lane(Map.of("name", "North gate", "entrance", "North"));
        lane.joins();
        split(Map.of("byEntrance", true));
        lane.cut();
        lane.refuses(second, PassRefusal.ELSEWHERE);
        assertThat(lane.stand("01", first)).isInstanceOf(Ending.LetIn.class);
        lane.mend();

        entrance("P-2", "North");
        settle();
        assertThat(lane.stand("03", second)).isInstanceOf(Ending.LetIn.class);
        entrance("P-2", "South");
        settle();
        // What was dealt with rests for as long as it is held up; another one is held up between.
        lane.see(
                Guests.PEOPLE.frame(Optional.empty(), Optional.of(first)),
                new LaneScreen.LookHere("Look at the camera."));
        lane.refuses(second, PassRefusal.ELSEWHERE);
        withdraw("P-2");
        lane.refuses(second, PassRefusal.WITHDRAWN);

        lane.agent().close();
        lane.starts();
        lane.recognises();
        lane.refuses(second, PassRefusal.WITHDRAWN);
        assertThat(lane.gate().openings()).hasSize(2);
    }

    @Test
    void holdsOnlyWhatPassesOfThisHourOpen() throws Exception {
        TestAgent lane = venue.agent("SEALED");
        String early = lane.pass("H-1", "01");
        lane.joins();
        Instant opens = Instant.now().plus(Duration.ofHours(5));
        change("update ticket set valid_from = ? where event_id = ? and code = ?", opens, event(), "H-1");
        split(Map.of("byTime", true));
        lane.refuses(early, PassRefusal.ELSEWHERE);
        change("update ticket set valid_from = null where event_id = ? and code = ?", event(), "H-1");
        settle();
        assertThat(lane.stand("01", early)).isInstanceOf(Ending.LetIn.class);
    }

    private void entrance(String code, String entrance) {
        change("update ticket set entrance = ? where event_id = ? and code = ?", entrance, event(), code);
    }

    private void split(Map<String, ?> slicing) {
        venue.lane().set("/slicing", slicing);
        venue.lane().isCurrent();
    }

    /// As the server does every few seconds.
    private void settle() {
        new Slices(venue.server().database().database(), Duration.ofMinutes(30)).settle(Instant.now());
        venue.lane().isCurrent();
    }

    private void withdraw(String code) {
        String link = venue.lane().link(code);
        venue.server().anybody().post(link + "/withdraw");
        eventually(
                "erased", () -> venue.server().anybody().get(link).text("state").equals("ERASED"));
    }

    /// Of the copy on its disk.
    private long size() throws IOException {
        return Files.size(venue.lane().folder().resolve("gallery"));
    }

    private void change(String sql, Object... values) {
        venue.server().database().database().transact(tx -> Sql.update(tx, sql, values));
    }

    private UUID event() {
        return UUID.fromString(venue.lane().event());
    }
}
