package org.facelane.venue.lane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.GuestId;
import org.facelane.venue.Mode;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guests who hold a pass to the lane's camera: pictures of people who do not exist, codes drawn into them, the real
/// model pack and a real database.
final class PassAtLaneTest {
    private static TestDatabase test;
    private static ModelPack pack;
    private static SelfieAcquisition selfies;

    private PassLane lane;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        pack = ModelPack.load(Path.of("../models/default"));
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
    }

    @AfterAll
    static void close() {
        pack.close();
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        lane = new PassLane(test, pack, selfies, Mode.PASS);
    }

    @AfterEach
    void end() {
        lane.close();
    }

    @Test
    void letsInAGuest_whoShowsThePass() throws Exception {
        Pass pass = lane.enrol("01");
        assertThat(lane.stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.gate().commands()).hasSize(1);
        lane.awaitScreen(Guests.PEOPLE.frame(Optional.empty(), Optional.empty()), new LaneScreen.Welcome());
    }

    @Test
    void letsInAGuest_whoLowersThePhoneFirst() throws Exception {
        Pass pass = lane.enrol("01");
        lane.awaitScreen(
                Guests.PEOPLE.frame(Optional.empty(), Optional.of(pass.text())),
                new LaneScreen.LookHere("Look at the camera."));
        assertThat(lane.decision(Guests.PEOPLE.frame(Optional.of("01"), Optional.empty()))
                        .ending())
                .isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void letsInAGuest_whosePassOpensATemplateOnTheServer() throws Exception {
        end();
        lane = new PassLane(test, pack, selfies, Mode.SEALED);
        Pass pass = lane.enrol("01");
        assertThat(lane.stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void refers_copiedPassInAnothersHand() throws Exception {
        Pass pass = lane.enrol("01");
        TurnEnded turn = lane.stand("03", pass);
        assertThat(turn.ending()).isInstanceOfSatisfying(Ending.Referred.class, referred -> {
            assertThat(referred.reason()).isEqualTo(ReferReason.PASS_OF_SOMEBODY_ELSE);
            assertThat(referred.ticket()).isPresent();
        });
        assertThat(turn.score()).isEmpty();
        assertThat(lane.gate().commands()).isEmpty();
    }

    @Test
    void refers_passThatWasUsed() throws Exception {
        Pass pass = lane.enrol("01");
        assertThat(lane.stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
        lane.show(Guests.PEOPLE.frame(Optional.empty(), Optional.empty()), PassLane.PASS_HOLD.plusMillis(500));
        TurnEnded second = lane.stand("01", pass);
        assertThat(second.ending())
                .isInstanceOfSatisfying(
                        Ending.Referred.class,
                        referred -> assertThat(referred.reason()).isEqualTo(ReferReason.ALREADY_ADMITTED));
        assertThat(lane.gate().commands()).hasSize(1);
    }

    /// Whoever waits in the gate with the phone still up is not a second guest.
    @Test
    void asksNothingMore_whileThePassOfWhoIsInIsHeldUp() throws Exception {
        byte[] picture = Guests.PEOPLE.frame(
                Optional.of("01"), Optional.of(lane.enrol("01").text()));
        assertThat(lane.decision(picture).ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.show(picture, PassLane.PASS_HOLD.plusSeconds(1))).noneMatch(TurnEnded.class::isInstance);
        lane.awaitStanding(picture, new LaneScreen.Welcome());
        lane.awaitStanding(Guests.PEOPLE.frame(Optional.empty(), Optional.empty()), new LaneScreen.ShowPass());
    }

    @Test
    void looksAtNobody_beforeAPassWasShown() throws Exception {
        lane.enrol("01");
        byte[] picture = Guests.PEOPLE.frame(Optional.of("01"), Optional.empty());
        lane.awaitScreen(picture, new LaneScreen.ShowPass());
        lane.show(picture, Duration.ofMillis(1_000));
        assertThat(lane.screens())
                .allSatisfy(screen ->
                        assertThat(screen).isInstanceOfAny(LaneScreen.ShowPass.class, LaneScreen.NotRecognising.class));
    }

    @Test
    void saysWhatIsWrong_withAPassThatWasWithdrawn() throws Exception {
        TicketId ticket = Guests.ticket(test, lane.event()).id();
        Pass pass = lane.enrol("01", ticket, false);
        GuestId guest = test.database()
                .read(tx -> GuestStore.latest(tx, ticket))
                .orElseThrow()
                .guest()
                .id();
        new Erasures(test.database(), "office").withdraw(guest, PassLane.CLOCK.instant());
        lane.awaitScreen(
                Guests.PEOPLE.frame(Optional.of("01"), Optional.of(pass.text())),
                new LaneScreen.PassRefused(PassRefusal.WITHDRAWN));
        assertThat(lane.gate().commands()).isEmpty();
    }

    @Test
    void saysWhatIsWrong_withAPassThatWasReplaced_andTakesTheNewOne() throws Exception {
        TicketId ticket = Guests.ticket(test, lane.event()).id();
        Pass old = lane.enrol("01", ticket, false);
        Pass renewed = lane.enrol("01", ticket, true);
        lane.awaitScreen(
                Guests.PEOPLE.frame(Optional.of("01"), Optional.of(old.text())),
                new LaneScreen.PassRefused(PassRefusal.WITHDRAWN));
        assertThat(lane.stand("01", renewed).ending()).isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void saysWhatIsWrong_withAnotherEventsPass() throws Exception {
        Pass other = lane.enrol("01");
        end();
        lane = new PassLane(test, pack, selfies, Mode.PASS);
        lane.awaitScreen(
                Guests.PEOPLE.frame(Optional.of("01"), Optional.of(other.text())),
                new LaneScreen.PassRefused(PassRefusal.OTHER_EVENT));
    }

    @Test
    void saysNothingOfWhy_withAForgedCode() throws Exception {
        Pass pass = lane.enrol("01");
        int at = pass.text().length() - 6;
        String other = pass.text().startsWith("AAA", at) ? "AAB" : "AAA";
        String forged = pass.text().substring(0, at) + other + pass.text().substring(at + 3);
        lane.awaitScreen(
                Guests.PEOPLE.frame(Optional.of("01"), Optional.of(forged)),
                new LaneScreen.PassRefused(PassRefusal.FORGED));
        assertThat(PassRefusal.FORGED.says()).isEqualTo(PassRefusal.FOREIGN.says());
    }

    @Test
    void letsInAnOrdinaryTicket_andKnowsNoOther_andLooksAtNobody() throws Exception {
        String code = Guests.ticket(test, lane.event()).code();
        assertThat(lane.decision(Guests.PEOPLE.frame(Optional.of("01"), Optional.of("TICKET 4711")))
                        .ending())
                .isEqualTo(new Ending.CodeUnknown());
        TurnEnded turn = lane.decision(Guests.PEOPLE.frame(Optional.of("01"), Optional.of(code)));
        assertThat(turn.ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(lane.gate().commands()).hasSize(1);
        assertThat(lane.screens()).noneMatch(LaneScreen.LookHere.class::isInstance);
    }

    @Test
    void theServerKeepsNothingBiometric_ofAGuestWithAPass() throws Exception {
        Pass pass = lane.enrol("01");
        byte[] text = pass.text().getBytes(US_ASCII);
        List<byte[]> columns = everythingStored();
        assertThat(count("reference")).isZero();
        assertThat(count("pass where sealed is not null")).isZero();
        assertThat(columns).isNotEmpty().allSatisfy(stored -> {
            for (int from = 0; from + 12 <= text.length; from++) {
                assertThat(indexOf(stored, text, from, 12)).isNegative();
            }
        });
        assertThat(columns).filteredOn(stored -> stored.length >= 90).hasSize(count("event_key"));
    }

    /// Every binary column of every table.
    private static List<byte[]> everythingStored() {
        return test.database().read(tx -> {
            List<byte[]> all = new ArrayList<>();
            for (String[] column : Sql.list(
                    tx,
                    "select table_name, column_name from information_schema.columns join information_schema.tables"
                            + " using (table_schema, table_name) where table_schema = 'public'"
                            + " and table_type = 'BASE TABLE' and data_type = 'bytea'",
                    row -> new String[] {row.getString(1), row.getString(2)})) {
                String query = "select %2$s from %1$s where %2$s is not null".formatted(column[0], column[1]);
                all.addAll(Sql.list(tx, query, row -> row.getBytes(1)));
            }
            return all;
        });
    }

    private static int count(String from) {
        return test.database()
                .read(tx -> Sql.first(tx, "select count(*) from " + from, row -> row.getInt(1)))
                .orElseThrow();
    }

    private static int indexOf(byte[] within, byte[] of, int from, int length) {
        for (int at = 0; at + length <= within.length; at++) {
            if (Arrays.equals(within, at, at + length, of, from, from + length)) {
                return at;
            }
        }
        return -1;
    }
}
