package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.venue.Event;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.KnownPass;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassAnswer.Claimed;
import org.facelane.venue.pass.PassAnswer.Refused;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.PassMaker;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent knows of passes, and for how long.
class AgentGalleryTest {
    private static final Duration AGE_MAX = TestAnswers.AGE_MAX;
    private static final Duration TICKET_AGE_MAX = TestAnswers.TICKET_AGE_MAX;
    private static final Agent.Model MODEL =
            new Agent.Model(Guests.MODEL.version(), Guests.MODEL.dimension(), Guests.MODEL.calibration());

    @TempDir
    private static Path keyFolder;

    @TempDir
    private Path folder;

    private final SettableClock machine = new SettableClock(Guests.NOW);
    private final AgentClock clock = new AgentClock(machine, () -> 0);
    private final AgentTickets tickets = new AgentTickets();
    private final AgentPasses passes = new AgentPasses();
    private final Event event = Guests.event(Mode.SEALED);
    private final EventKeys keys = EventKeys.draw(event.id());
    private final GalleryKey key = GalleryKey.draw();
    private final TicketId ticket = TicketId.random();
    private final ReferenceId id = new ReferenceId(UUID.randomUUID());
    private final PassMaker.Made made = new PassMaker(event, keys)
            .make(
                    ticket,
                    new Reference(id, Template.of(Guests.features(1), keys.rotation(MODEL.dimension()))),
                    Guests.NOW);
    private final PassDesk desk = new PassDesk(passes, Duration.ofMinutes(5), Threshold.forFmr(1e-4));
    private SealedCopy copy;
    private AgentGallery gallery;

    @BeforeAll
    static void install() {
        MasterKey.open(keyFolder.resolve("master.key"));
    }

    @BeforeEach
    void open() {
        copy = SealedCopy.open(folder.resolve("gallery"));
        gallery = new AgentGallery(MODEL, copy, tickets, passes, clock, () -> true);
    }

    @AfterEach
    void close() {
        copy.close();
    }

    @Test
    void readsNoPass_onceItCouldNotHearOfWithdrawalsForTheSetTime() {
        take(0, change(1, Optional.of(stands())));
        machine.pass(AGE_MAX);
        assertThat(gallery.current()).isInstanceOf(Held.Current.class);
        assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW)).isInstanceOf(Claimed.class);

        machine.pass(Duration.ofSeconds(1));
        assertThat(gallery.current()).isEqualTo(new Held.Nothing(Why.GALLERY_TOO_OLD));
        assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW)).isInstanceOf(Refused.class);
        assertThat(passes.keys(event.id())).isEmpty();
        assertThat(passes.find(made.pass())).isEqualTo(new PassDesk.Known.Nothing());
    }

    @Test
    void knowsThatAPassWasWithdrawn_andLetsGoOfItsTemplate() {
        take(0, change(1, Optional.of(stands())));
        KnownPass withdrawn = KnownPass.withdrawn(made.pass().hash());
        take(1, change(2, Optional.of(withdrawn)));
        assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW))
                .isEqualTo(new Refused(PassRefusal.WITHDRAWN));
        assertThat(gallery.holds()).hasValue(2L);

        take(2, change(3, Optional.empty()));
        assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW)).isEqualTo(new Refused(PassRefusal.UNKNOWN));
    }

    @Test
    void knowsNoPass_thatItWasNotToldOf() {
        take(0, change(1, Optional.of(stands())));
        Pass other = new PassMaker(event, keys)
                .make(
                        TicketId.random(),
                        new Reference(
                                new ReferenceId(UUID.randomUUID()),
                                Template.of(Guests.features(2), keys.rotation(MODEL.dimension()))),
                        Guests.NOW)
                .pass();
        assertThat(desk.answer(event.id(), other.text(), Guests.NOW)).isEqualTo(new Refused(PassRefusal.UNKNOWN));
    }

    @Test
    void beginsAnew_whereItsDiskWasSealedByAnotherKey() {
        take(0, change(1, Optional.of(stands())));
        copy.close();
        copy = SealedCopy.open(folder.resolve("gallery"));
        passes.clear();
        gallery = new AgentGallery(MODEL, copy, tickets, passes, clock, () -> true);
        boolean more = gallery.take(answer(GalleryKey.draw(), 1, List.of()), clock.moment(), 1, true);
        assertThat(more).isTrue();
        assertThat(gallery.has()).isZero();
        assertThat(passes.keys(event.id())).isEmpty();
    }

    @Test
    void letsInByTicketsForLonger_andForgetsThemAsWell_onceItCouldNotHearOfThemForTheSetTime() {
        take(0, change(1, Optional.of(stands())));
        hears("T-4711");
        machine.pass(AGE_MAX.plusSeconds(1));
        assertThat(gallery.current()).isEqualTo(new Held.TicketsOnly(Why.GALLERY_TOO_OLD));
        assertThat(tickets.book().show("T-4711")).isPresent();
        assertThat(passes.keys(event.id())).isEmpty();

        machine.pass(TICKET_AGE_MAX.minus(AGE_MAX).minusSeconds(1));
        assertThat(gallery.current()).isEqualTo(new Held.TicketsOnly(Why.GALLERY_TOO_OLD));
        machine.pass(Duration.ofSeconds(1));
        assertThat(gallery.current()).isEqualTo(new Held.Nothing(Why.GALLERY_TOO_OLD));
        assertThat(tickets.book().show("T-4711")).isEmpty();
        assertThat(tickets.book().count()).isZero();
    }

    @Test
    void knowsNoTicket_onceTheAgentIsRevoked() {
        take(0, change(1, Optional.of(stands())));
        hears("T-4711");
        gallery.forget(Why.REVOKED);
        assertThat(gallery.current()).isEqualTo(new Held.Nothing(Why.REVOKED));
        assertThat(tickets.book().show("T-4711")).isEmpty();
    }

    @Test
    void readsPassesAfterARestart_whereWhatReadsThemWasKept_andNoneThatWasWithdrawn() {
        AgentRestart restart = new AgentRestart(
                "file://" + keyFolder.resolve("kept.key"),
                now -> new MachineTime(now, "boot", Duration.ZERO, Optional.empty()));
        AgentLane.Terms terms = AgentLane.Terms.of(answer(key, 1, List.of()));
        takeWhole(change(1, Optional.of(stands())));
        try (CarryOver kept = carryOver(restart)) {
            kept.keep(terms);
        }
        startAgain();
        try (CarryOver kept = carryOver(restart)) {
            assertThat(kept.resume()).hasValue(terms);
            assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW)).isInstanceOf(Claimed.class);

            take(1, change(2, Optional.of(KnownPass.withdrawn(made.pass().hash()))));
            kept.keep(terms);
        }
        startAgain();
        try (CarryOver kept = carryOver(restart)) {
            assertThat(kept.resume()).hasValue(terms);
            assertThat(desk.answer(event.id(), made.pass().text(), Guests.NOW))
                    .isEqualTo(new Refused(PassRefusal.WITHDRAWN));
        }
    }

    /// With every ticket of those who have passes.
    private void takeWhole(Change change) {
        SyncAnswer told = answer(key, change.version(), List.of(change));
        boolean whole = tickets.take(told);
        assertThat(gallery.take(told, clock.moment(), 0, whole)).isFalse();
    }

    private CarryOver carryOver(AgentRestart restart) {
        return new CarryOver(
                AgentFolder.open(folder.resolve("agent")),
                Optional.of(restart),
                clock,
                new AgentLane.Memory(tickets, passes, gallery));
    }

    /// Nothing is left in memory.
    private void startAgain() {
        gallery.letGo();
        close();
        open();
    }

    /// The server had let go of the agent meanwhile, and drew it another key.
    @Test
    void takesNoTicketsIn_thatFollowOnWhatItHasForgotten() {
        take(0, change(1, Optional.of(stands())));
        hears("T-4711");
        Optional<TicketPage.Place> before = tickets.book().place();
        TicketKey other = TicketKey.of(GalleryKey.draw());
        tickets.book().open(other);
        assertThat(tickets.book().take(before, TestAnswers.page(other, "T-4712"), clock.moment()))
                .as("there is more to ask for")
                .isTrue();
        assertThat(tickets.book().count()).isZero();
        assertThat(tickets.book().take(Optional.empty(), TestAnswers.page(other, "T-4712"), clock.moment()))
                .isFalse();
        assertThat(tickets.book().show("T-4712")).isPresent();
    }

    private void hears(String code) {
        boolean more = tickets.book().take(Optional.empty(), TestAnswers.page(TicketKey.of(key), code), clock.moment());
        assertThat(more).isFalse();
    }

    private KnownPass stands() {
        return KnownPass.standing(made.pass().hash(), ticket, made.sealed());
    }

    private Change change(long version, Optional<KnownPass> known) {
        return new Change(
                version,
                id.value(),
                known.map(pass -> Base64.getEncoder().encodeToString(key.sealPass(pass.bytes(), id))));
    }

    private void take(long has, Change change) {
        boolean more = gallery.take(answer(key, change.version(), List.of(change)), clock.moment(), has, true);
        assertThat(more).isFalse();
        assertThat(gallery.current()).isInstanceOf(Held.Current.class);
    }

    private SyncAnswer answer(GalleryKey with, long version, List<Change> changes) {
        Optional<SyncAnswer.Secrets> secrets = gallery.holds().isPresent()
                ? Optional.empty()
                : Optional.of(TestAnswers.secrets(
                        with, keys, MODEL.version(), Optional.of(SyncAnswer.PassSecrets.of(keys.passKeys()))));
        return TestAnswers.answer(event, machine.instant(), secrets, version, changes, List.of());
    }
}
