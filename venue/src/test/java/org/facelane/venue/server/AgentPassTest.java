package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.Features;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Sha256;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Mode;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneScreen.CodeUnknown;
import org.facelane.venue.pass.PassMaker;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Guests with passes before an agent's camera, with the network and without it: real calls, real codes in pictures of
/// people who do not exist.
class AgentPassTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"PASS", "SEALED"})
    void letsInWhoeverShowsTheirPass_alsoWithoutTheServer_andTellsEverythingOnce(String mode) throws Exception {
        venue.agent(mode);
        String first = venue.lane().pass("P-1", "01");
        String second = venue.lane().pass("P-2", "03");
        String third = venue.lane().pass("P-3", "02");
        venue.lane().joins();
        assertThat(venue.lane().stand("01", first)).isInstanceOf(Ending.LetIn.class);
        eventually("the server knows", () -> venue.lane().count("admission where gate_opened_at is not null") == 1);

        venue.lane().cut();
        assertThat(venue.lane().stand("03", second)).isInstanceOf(Ending.LetIn.class);
        assertThat(venue.lane().stand("04", third))
                .isInstanceOfSatisfying(
                        Ending.Referred.class,
                        copied -> assertThat(copied.reason()).isEqualTo(ReferReason.PASS_OF_SOMEBODY_ELSE));
        assertThat(venue.lane().gate().openings()).hasSize(2);
        assertThat(venue.lane().count("admission")).isEqualTo(1);
        Answer byHand = venue.server()
                .organiser()
                .post(
                        "/api/events/" + venue.lane().event() + "/admissions",
                        Map.of("code", "P-2", "reason", "shows the ticket"));
        assertThat(byHand.status()).as(byHand.body()).isEqualTo(201);

        venue.lane().mend();
        assertThat(venue.lane().count("admission")).isEqualTo(2);
        assertThat(venue.lane().count("admission_conflict")).isEqualTo(1);
        assertThat(venue.lane().count("referral where reason = 'PASS_OF_SOMEBODY_ELSE'"))
                .isEqualTo(1);
        holdsNothingOnItsDisk_thatCouldBeRead(third);
    }

    @Test
    void saysWhatIsWrongWithAPass_alsoWithoutTheServer_andAfterItStartedAgain() throws Exception {
        venue.agent("PASS");
        String foreign = venue.lane().pass("O-1", "01");
        venue.lane().close();
        venue.agent("PASS");
        String withdrawn = venue.lane().pass("W-1", "01");
        String good = venue.lane().pass("W-2", "03");
        venue.lane().joins();

        venue.lane().cut();
        venue.server().anybody().post(venue.lane().link("W-1") + "/withdraw");
        assertThat(venue.server().anybody().get(venue.lane().link("W-1")).text("state"))
                .as("an erasure waits for the agent")
                .isEqualTo("ERASING");
        venue.lane().mend();
        eventually(
                "erased",
                () -> venue.server()
                        .anybody()
                        .get(venue.lane().link("W-1"))
                        .text("state")
                        .equals("ERASED"));
        venue.lane().refuses(withdrawn, PassRefusal.WITHDRAWN);

        venue.lane().cut();
        venue.lane().refuses(forged(good), PassRefusal.FORGED);
        venue.lane().refuses(withdrawn, PassRefusal.WITHDRAWN);
        venue.lane().refuses(foreign, PassRefusal.OTHER_EVENT);
        venue.lane().refuses(expired(), PassRefusal.EXPIRED);
        venue.lane().see(Guests.PEOPLE.frame(Optional.empty(), Optional.of("TICKET 4711")), new CodeUnknown());
        venue.lane().refuses(unheardOf(), PassRefusal.UNKNOWN);
        assertThat(venue.lane().stand("03", good)).isInstanceOf(Ending.LetIn.class);
        assertThat(venue.lane().gate().openings()).hasSize(1);

        venue.lane().mend();
        venue.lane().agent().close();
        venue.lane().starts();
        venue.lane().recognises();
        venue.lane().refuses(withdrawn, PassRefusal.WITHDRAWN);
        assertThat(venue.lane().count("admission")).isEqualTo(1);
    }

    @Test
    void takesARenewedPass_andNotTheOneBefore() throws Exception {
        venue.agent("SEALED");
        String old = venue.lane().pass("R-1", "01");
        venue.lane().joins();
        Answer renewed = venue.server()
                .anybody()
                .post(
                        venue.lane().link("R-1") + "?consent=1&language=en&renew=true",
                        Guests.PEOPLE.picture("01", "enrol"),
                        "image/jpeg");
        assertThat(renewed.status()).as(renewed.body()).isEqualTo(201);
        venue.lane().isCurrent();
        venue.lane().refuses(old, PassRefusal.WITHDRAWN);
        venue.lane().cut();
        assertThat(venue.lane()
                        .stand("01", renewed.json().path("pass").path("text").asString()))
                .isInstanceOf(Ending.LetIn.class);
    }

    private void holdsNothingOnItsDisk_thatCouldBeRead(String pass) throws IOException {
        String disk = new String(Files.readAllBytes(venue.lane().folder().resolve("gallery")), ISO_8859_1);
        assertThat(disk).isNotEmpty();
        assertThat(disk.contains(text(Sha256.of(pass.getBytes(US_ASCII))))).isFalse();
        for (byte[] sealed : venue.server()
                .database()
                .database()
                .read(tx -> Sql.list(
                        tx,
                        "select sealed from pass where sealed is not null and event_id = ?",
                        row -> row.getBytes("sealed"),
                        UUID.fromString(venue.lane().event())))) {
            assertThat(disk.contains(text(Arrays.copyOf(sealed, 24)))).isFalse();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /// Three characters are two bytes of the signature; the least of the three is changed so that they stay two.
    private static String forged(String pass) {
        int at = "FL1:".length() + ((pass.length() - "FL1:".length()) / 3 - 2) * 3;
        return pass.substring(0, at) + (pass.charAt(at) == '0' ? '1' : '0') + pass.substring(at + 1);
    }

    /// Signed and sealed by the event's keys, for hours that are over.
    private String expired() {
        return made(Duration.ofHours(-2));
    }

    /// Signed and sealed by the event's keys, and in no database.
    private String unheardOf() {
        return made(Duration.ofHours(1));
    }

    private String made(Duration ends) {
        EventId id = new EventId(UUID.fromString(venue.lane().event()));
        MasterKey master = MasterKey.open(venue.data().resolve("master.key"));
        EventKeys keys = venue.server()
                .database()
                .database()
                .read(tx -> EventKeyStore.find(tx, id, master))
                .orElseThrow();
        Instant end = Instant.now().plus(ends);
        Instant from = Instant.now().minus(Duration.ofHours(3));
        Event event = new Event(id, "Cup final", "Stadium", from, end, Mode.PASS, end, Optional.empty());
        float[] face = new float[venue.pack().dimension()];
        Arrays.fill(face, 1);
        Template template = Template.of(
                Features.of(venue.pack().version(), face),
                keys.rotation(venue.pack().dimension()));
        Reference reference = new Reference(new ReferenceId(UUID.randomUUID()), template);
        return new PassMaker(event, keys)
                .make(TicketId.random(), reference, from)
                .pass()
                .text();
    }
}
