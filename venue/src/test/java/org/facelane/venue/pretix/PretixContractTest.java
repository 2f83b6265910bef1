package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.redeem.Ticketing.Redemption;
import org.facelane.venue.redeem.TicketingAnswer;
import org.facelane.venue.redeem.TicketingAnswer.Done;
import org.facelane.venue.redeem.TicketingAnswer.Refused;
import org.facelane.venue.redeem.TicketingAnswer.Silent;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.PretixServer;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we send to pretix and what we make of its answers, over real HTTP.
class PretixContractTest {
    private static final Instant NOW = Guests.NOW;
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(NOW);
    private final PretixCalls calls = new PretixCalls(Duration.ofSeconds(10));
    private PretixServer server;
    private PretixSetup setup;
    private Event event;
    private Lane lane;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        test.clear();
        server = new PretixServer(clock);
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        setup = new PretixSetup(test.database(), test.master(), calls);
        assertThat(setup.connect(event.id(), connection(PretixServer.ORGANIZER), "staff Ada", NOW))
                .isTrue();
        assertThat(setup.devices().add(event.id(), lane.id(), server.newDevice(), "staff Ada", NOW))
                .isInstanceOf(SetupOutcome.Added.class);
    }

    @AfterEach
    void end() {
        calls.close();
        server.close();
    }

    @Test
    void sendsTheTicketAndTheNonce_andAsksNoQuestions() {
        server.ticket("A", "");
        Redemption redemption = redemption("A");
        assertThat(tickets().enter(redemption)).isEqualTo(new Done());
        assertThat(server.redeemed()).singleElement().satisfies(sent -> {
            assertThat(sent.path("secret").asString("")).isEqualTo("A");
            assertThat(sent.path("nonce").asString(""))
                    .isEqualTo(redemption.nonce().toString());
            assertThat(sent.path("questions_supported").asBoolean(true)).isFalse();
            assertThat(sent.path("force").asBoolean(true)).isFalse();
            assertThat(sent.path("lists").path(0).asLong()).isEqualTo(PretixServer.LIST);
            assertThat(Instant.parse(sent.path("datetime").asString(""))).isEqualTo(NOW);
            assertThat(sent.propertyNames())
                    .containsExactlyInAnyOrder(
                            "secret",
                            "source_type",
                            "lists",
                            "type",
                            "datetime",
                            "force",
                            "questions_supported",
                            "nonce");
        });
    }

    @Test
    void isOnRecordOnce_theSameNonceAgain() {
        server.ticket("A", "");
        Redemption redemption = redemption("A");
        assertThat(tickets().enter(redemption)).isEqualTo(new Done());
        assertThat(tickets().enter(redemption)).isEqualTo(new Done());
        assertThat(server.checkins("A")).hasSize(1);
        assertThat(tickets().enter(redemption("A")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(ReferReason.ALREADY_ADMITTED));
    }

    @ParameterizedTest
    @CsvSource({
        "unpaid, TICKET_UNPAID",
        "blocked, TICKET_BLOCKED",
        "canceled, TICKET_CANCELLED",
        "revoked, TICKET_CANCELLED",
        "invalid_time, TICKET_NOT_NOW",
        "product, OTHER_ENTRANCE",
        "rules, TICKETING_RULES",
        "ambiguous, TICKETING_AMBIGUOUS",
        "unapproved, TICKET_NOT_APPROVED",
        "already_exchanged, TICKET_NOT_EXCHANGED",
        "medium_invalid, TICKET_NOT_EXCHANGED",
        "medium_exists, TICKET_NOT_EXCHANGED",
        "error, TICKETING_REFUSES",
        "something_new, TICKETING_REFUSES"
    })
    void refuses_forTheReason_whateverTheNumberOfHttp(String reason, ReferReason ours) {
        server.ticket("A", reason);
        TicketingAnswer withQuirk = tickets().enter(redemption("A"));
        assertThat(withQuirk).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(ours);
            assertThat(refused.detail()).startsWith(reason + " ");
        });
        server.asDocumented(true);
        assertThat(tickets().enter(redemption("A"))).isEqualTo(withQuirk);
    }

    @Test
    void saysToTheSteward_whatThePretixSaysOfItsRules_andThatAnOrderCanBePaid() {
        server.ticket("A", "rules");
        assertThat(tickets().enter(redemption("A")))
                .isEqualTo(new Refused(
                        ReferReason.TICKETING_RULES,
                        "rules Only allowed after 18:00",
                        Optional.of("Only allowed after 18:00")));
        server.ticket("B", "unpaid");
        server.includesPending(true);
        assertThat(tickets().enter(redemption("B"))).isEqualTo(new Refused(ReferReason.TICKET_PAYABLE, "unpaid "));
    }

    @Test
    void passesOn_whatAsksForAttention_andNothingElseOfTheOrder() {
        server.ticket("A", "", true, "Wristband: blue");
        assertThat(tickets().enter(redemption("A"))).isEqualTo(new Done(Optional.of("Wristband: blue")));
        server.ticket("B", "", true, "");
        assertThat(tickets().enter(redemption("B"))).isEqualTo(new Done(Optional.of("")));
        server.ticket("C", "", false, "Wristband: red");
        assertThat(tickets().enter(redemption("C"))).isEqualTo(new Done(Optional.of("Wristband: red")));
        server.ticket("D", "");
        assertThat(tickets().enter(redemption("D"))).isEqualTo(new Done());
    }

    @Test
    void refuses_unknownTicket_andWhatItCannotSettleAtALane() {
        assertThat(tickets().enter(redemption("nobody's")))
                .isEqualTo(new Refused(ReferReason.TICKETING_DOES_NOT_KNOW, "invalid "));
        server.ticket("A", "");
        server.always("incomplete");
        assertThat(tickets().enter(redemption("A")))
                .isEqualTo(new Refused(ReferReason.TICKET_QUESTIONS_OPEN, "incomplete"));
        server.always("exchange");
        assertThat(tickets().enter(redemption("A")))
                .isEqualTo(new Refused(ReferReason.TICKET_NOT_EXCHANGED, "exchange"));
    }

    @Test
    void isSilent_forAsLongAsItSays_whenItHasHadEnough() {
        server.ticket("A", "");
        server.faults(() -> Fault.THROTTLED);
        assertThat(tickets().enter(redemption("A"))).isEqualTo(new Silent("answered 429", Duration.ofSeconds(7)));
    }

    @Test
    void isSilent_noAnswer_orAnErrorOfItsOwn() {
        server.ticket("A", "");
        Iterator<Fault> faults =
                List.of(Fault.LOST, Fault.ANSWER_LOST, Fault.BROKEN).iterator();
        server.faults(faults::next);
        Redemption redemption = redemption("A");
        for (int i = 0; i < 3; i++) {
            assertThat(tickets().enter(redemption)).isInstanceOf(Silent.class);
        }
        server.faults(() -> Fault.NONE);
        assertThat(tickets().enter(redemption)).isEqualTo(new Done());
        assertThat(server.checkins("A")).hasSize(1);
    }

    @Test
    void isSilent_tooSlow() {
        server.ticket("A", "");
        try (PretixCalls hasty = new PretixCalls(Duration.ofMillis(200))) {
            server.delay(Duration.ofSeconds(2));
            PretixSetup impatient = new PretixSetup(test.database(), test.master(), hasty);
            assertThat(impatient.system(event.id()).orElseThrow().enter(redemption("A")))
                    .isInstanceOf(Silent.class);
        }
    }

    @Test
    void isSilent_theDeviceWasRevokedThere() {
        server.ticket("A", "");
        server.revokeDevices();
        assertThat(tickets().enter(redemption("A"))).isInstanceOf(Silent.class);
    }

    @Test
    void annuls_whatWasMade_andWhatNeverWas() {
        server.ticket("A", "");
        Redemption redemption = redemption("A");
        assertThat(tickets().annul(redemption)).isEqualTo(new Done());
        tickets().enter(redemption);
        assertThat(tickets().annul(redemption)).isEqualTo(new Done());
        assertThat(server.checkins("A")).isEmpty();
        assertThat(tickets().annul(redemption)).isInstanceOf(Refused.class);
    }

    @Test
    void goesOnRecordByForce_withItsOwnTime_andLeaves() {
        server.ticket("A", "unpaid");
        Redemption then = new Redemption("A", lane.id(), UUID.randomUUID(), NOW.minusSeconds(1_200));
        assertThat(tickets().entered(then)).isEqualTo(new Done());
        assertThat(server.checkins("A"))
                .singleElement()
                .satisfies(checkin -> assertThat(checkin.datetime()).isEqualTo(NOW.minusSeconds(1_200)));
        assertThat(tickets().left(redemption("A"))).isEqualTo(new Done());
        assertThat(server.checkins("A")).hasSize(2);
    }

    @Test
    void saysWhatWeRefused() {
        Ticketing.Refusal refusal =
                new Ticketing.Refusal("A", lane.id(), UUID.randomUUID(), ReferReason.TICKET_BLOCKED, NOW);
        assertThat(tickets().refused(refusal)).isEqualTo(new Done());
        assertThat(tickets().refused(refusal)).as("the same again").isEqualTo(new Done());
        assertThat(server.failed()).singleElement().satisfies(sent -> {
            assertThat(sent.path("raw_barcode").asString("")).isEqualTo("A");
            assertThat(sent.path("error_reason").asString("")).isEqualTo("blocked");
        });
    }

    @Test
    void makesEachLaneADeviceOfItsOwn_byATokenThatIsGoodOnce() {
        Lane other = Guests.lane(test, event);
        String token = server.newDevice();
        assertThat(setup.devices().add(event.id(), other.id(), token, "staff Ada", NOW))
                .isInstanceOf(SetupOutcome.Added.class);
        assertThat(setup.devices().add(event.id(), other.id(), token, "staff Ada", NOW))
                .isEqualTo(new SetupOutcome.NotAccepted(400));
        assertThat(tickets().tellers()).containsExactlyInAnyOrder(lane.id(), other.id());
        assertThat(setup.shown(event.id()).orElseThrow().devices()).hasSize(2);
        Lane elsewhere = Guests.lane(test, Guests.event(test));
        assertThat(setup.devices().add(event.id(), elsewhere.id(), server.newDevice(), "staff Ada", NOW))
                .isEqualTo(new SetupOutcome.NotConnected());
    }

    @Test
    void refusesADeviceOfAnotherOrganizer_andKeepsNoTokenInTheClear() {
        setup.connect(event.id(), connection("arena"), "staff Ada", NOW);
        assertThat(setup.devices().add(event.id(), lane.id(), server.newDevice(), "staff Ada", NOW))
                .isEqualTo(new SetupOutcome.OtherOrganizer(PretixServer.ORGANIZER));
        assertThat(server.devices())
                .as("the one of another organiser is revoked at once")
                .hasSize(1);
        String row = test.database()
                .read(tx -> Sql.first(
                                tx,
                                "select d::text || encode(sealed, 'escape') as row from pretix_farewell d",
                                each -> each.getString("row"))
                        .orElseThrow());
        assertThat(row).doesNotContain("api-init");
        assertThat(setup.disconnect(event.id(), "staff Ada", NOW)).isTrue();
        assertThat(setup.system(event.id())).isEmpty();
    }

    private PretixConnection connection(String organizer) {
        return new PretixConnection(server.url(), organizer, PretixServer.EVENT, PretixServer.LIST);
    }

    private Ticketing tickets() {
        return setup.system(event.id()).orElseThrow();
    }

    private Redemption redemption(String code) {
        return new Redemption(code, lane.id(), UUID.randomUUID(), NOW);
    }
}
