package org.facelane.venue.edge.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.Mode;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent still knows after a restart without its server, and what can be had from its disk.
class CarryOverTest {
    private static final Agent.Model MODEL =
            new Agent.Model(Guests.MODEL.version(), Guests.MODEL.dimension(), Guests.MODEL.calibration());
    private static final ReferenceId FIRST = new ReferenceId(UUID.randomUUID());
    private static final ReferenceId SECOND = new ReferenceId(UUID.randomUUID());

    @TempDir
    private static Path keyFolder;

    @TempDir
    private Path home;

    private final SettableClock machine = new SettableClock(Guests.NOW);
    private final Event event = Guests.event(Mode.HANDS_FREE);
    private final EventKeys keys = EventKeys.draw(event.id());
    private final GalleryKey key = GalleryKey.draw();
    private final List<Running> ran = new ArrayList<>();
    private Duration nanos = Duration.ZERO;
    private String uri = "";
    private String boot = "first";
    private Optional<Instant> battery = Optional.of(Guests.NOW);

    /// An agent's memory and disk, from a start to the next.
    private final class Running {
        final AgentClock clock = new AgentClock(machine, () -> nanos.toNanos());
        final AgentTickets tickets = new AgentTickets();
        final SealedCopy copy = SealedCopy.open(folder().gallery());
        final AgentGallery gallery = new AgentGallery(MODEL, copy, tickets, new AgentPasses(), clock, () -> true);
        final CarryOver carryOver;
        final Optional<AgentLane.Terms> terms;
        private Optional<AgentLane.Terms> last;

        Running(Optional<AgentRestart> restart) {
            carryOver =
                    new CarryOver(folder(), restart, clock, new AgentLane.Memory(tickets, new AgentPasses(), gallery));
            terms = carryOver.resume();
            last = terms;
            ran.add(this);
        }

        void hears(long version, List<Change> changes, TicketLine... lines) {
            Optional<SyncAnswer.Secrets> secrets = gallery.holds().isPresent()
                    ? Optional.empty()
                    : Optional.of(TestAnswers.secrets(key, keys, MODEL.version(), Optional.empty()));
            SyncAnswer answer = TestAnswers.answer(event, clock.instant(), secrets, version, changes, List.of(lines));
            AgentClock.Moment asked = clock.moment();
            clock.answered(clock.instant(), asked);
            boolean whole = tickets.take(answer);
            last = Optional.of(AgentLane.Terms.of(answer));
            boolean unused = gallery.take(answer, asked, gallery.has(), whole);
            keeps();
        }

        void hearsOfTickets(String... codes) {
            TicketKey opening = TicketKey.of(key);
            assertThat(tickets.book().take(tickets.book().place(), TestAnswers.page(opening, codes), clock.moment()))
                    .isFalse();
            keeps();
        }

        void keeps() {
            carryOver.keep(last.orElseThrow());
        }

        boolean recognises() {
            return gallery.current() instanceof Held.Current;
        }
    }

    @BeforeAll
    static void install() {
        MasterKey.open(keyFolder.resolve("master.key"));
    }

    @AfterEach
    void close() {
        ran.forEach(each -> {
            each.carryOver.close();
            each.copy.close();
        });
    }

    @Test
    void goesOnAsItWas_andGrowsNoYounger() {
        Running before = evening();
        passes(Duration.ofMinutes(5));
        Running after = restarts();

        assertThat(after.terms).isEqualTo(before.last);
        assertThat(after.recognises()).isTrue();
        assertThat(after.gallery.holds()).hasValue(2L);
        assertThat(after.tickets.ofReference(FIRST, event.id())).isPresent();
        assertThat(after.tickets.followed()).isEqualTo(new AgentTickets.Followed(Optional.empty(), Optional.of("1")));
        assertThat(after.tickets.book().show("T-1")).isPresent();
        assertThat(after.tickets.book().place()).isEqualTo(before.tickets.book().place());
        assertThat(after.clock.instant()).isEqualTo(machine.instant());

        after.keeps();
        passes(Duration.ofMinutes(5));
        Running third = restarts();
        assertThat(third.recognises()).isTrue();
        passes(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(third.gallery.current()).isEqualTo(new Held.TicketsOnly(Why.GALLERY_TOO_OLD));
    }

    @Test
    void recognisesNobody_andTakesItsKeyOffTheDisk_whereTheAgeWasOverWhileItWasOff() {
        evening();
        passes(TestAnswers.AGE_MAX.plusSeconds(1));
        Running after = restarts();
        assertThat(after.gallery.current()).isEqualTo(new Held.TicketsOnly(Why.GALLERY_TOO_OLD));
        assertThat(after.tickets.book().show("T-1")).isPresent();
        after.keeps();

        Running third = restarts();
        assertThat(third.gallery.current()).isEqualTo(new Held.TicketsOnly(Why.GALLERY_TOO_OLD));
        assertThat(third.gallery.standing()).isEmpty();
        passes(TestAnswers.TICKET_AGE_MAX);
        Running fourth = restarts();
        assertThat(fourth.terms).isEmpty();
        assertThat(fourth.tickets.book().count()).isZero();
        assertThat(remains()).isEmpty();
    }

    @Test
    void goesOn_onceTheMachineWasStartedAgain_byAClockThatRanMeanwhile() {
        evening();
        boot = "second";
        passes(Duration.ofMinutes(5));
        assertThat(restarts().recognises()).isTrue();
    }

    @Test
    void recognisesNobody_whereAClockWasSetBack_orNoneRanWhileTheMachineWasOff() {
        evening();
        boot = "second";
        battery = Optional.empty();
        passes(Duration.ofMinutes(5));
        Running after = restarts();
        assertThat(after.terms).isEmpty();
        assertThat(after.recognises()).isFalse();
        assertThat(remains()).isEmpty();

        battery = Optional.of(machine.instant());
        evening();
        boot = "third";
        machine.set(machine.instant().minusSeconds(60));
        Running third = restarts();
        assertThat(third.recognises()).isFalse();
        assertThat(third.tickets.book().show("T-1")).isEmpty();
        assertThat(remains()).isEmpty();
    }

    /// Somebody sets both clocks back before the power is cut, to win time.
    @Test
    void recognisesNobody_whereTheClocksWereSetBackWhileItRanUnheard() {
        Running before = evening();
        passes(Duration.ofMinutes(14));
        before.keeps();
        machine.set(Guests.NOW);
        battery = Optional.of(Guests.NOW);
        passes(Duration.ofSeconds(6));
        before.keeps();
        boot = "second";
        passes(Duration.ofMinutes(2));
        assertThat(restarts().recognises()).isFalse();
        assertThat(remains()).isEmpty();
    }

    @Test
    void leavesNothingToOpen_ofAGuestWhoIsErased() throws IOException {
        Running running = evening();
        List<byte[]> ofFirst = sealed(running, FIRST);
        List<byte[]> ofSecond = sealed(running, SECOND);
        assertThat(ofFirst).allSatisfy(bytes -> assertThat(isOnDisk(bytes)).isTrue());

        running.hears(3, List.of(new Change(3, FIRST.value(), Optional.empty())));
        assertThat(running.gallery.holds()).as("the erasure is acknowledged").hasValue(3L);
        assertThat(ofFirst).allSatisfy(bytes -> assertThat(isOnDisk(bytes)).isFalse());
        assertThat(ofSecond).allSatisfy(bytes -> assertThat(isOnDisk(bytes)).isTrue());

        Running after = restarts();
        assertThat(after.recognises()).isTrue();
        assertThat(after.tickets.ofReference(FIRST, event.id())).isEmpty();
        assertThat(after.tickets.ofReference(SECOND, event.id())).isPresent();
        assertThat(after.copy.ids()).containsExactly(SECOND.value());
    }

    @Test
    void recognisesNobody_byAnOlderCopyOfItsGallery() throws IOException {
        Running running = evening();
        byte[] older = Files.readAllBytes(folder().gallery());
        running.hears(3, List.of(new Change(3, FIRST.value(), Optional.empty())));
        passes(Duration.ofSeconds(6));
        running.keeps();
        Files.write(folder().gallery(), older);
        assertThat(restarts().recognises()).isFalse();
    }

    @Test
    void leavesNothingToOpen_onceItHasForgotten_evenWhereItsFilesAreBroughtBack() throws IOException {
        Running running = evening();
        Path restart = agent().resolve("restart");
        byte[] kept = Files.readAllBytes(restart);
        running.gallery.forget(Why.REVOKED);
        running.keeps();
        assertThat(remains()).isEmpty();

        evening();
        Files.write(restart, kept);
        assertThat(restarts().recognises()).as("its key was destroyed").isFalse();
    }

    @Test
    void opensNothing_withoutTheKeyThatIsKeptElsewhere() throws IOException {
        evening();
        Files.delete(chip());
        Running elsewhere = restarts();
        assertThat(elsewhere.terms).isEmpty();
        assertThat(elsewhere.recognises()).isFalse();
    }

    @Test
    void goesOnWithoutKeeping_whileItsKeyCannotBeHad_andKeepsOnceItCan() throws IOException {
        Path program = home.resolve("program");
        uri = "program://" + program + "?timeout=60";
        Running running = evening();
        assertThat(running.recognises()).isTrue();
        assertThat(remains()).isEmpty();
        Files.writeString(home.resolve("secret"), "drawn for this test\n");
        Files.writeString(program, """
            #!/bin/sh
            case $1 in
            wrap) exec openssl enc -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/secret ;;
            unwrap) exec openssl enc -d -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/secret ;;
            esac
            """.formatted(home));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        passes(Duration.ofMinutes(1));
        running.keeps();
        assertThat(restarts().recognises()).isTrue();
    }

    @Test
    void keepsNothing_andTakesAwayWhatWasKept_whereItIsNotSet() {
        evening();
        assertThat(remains()).isNotEmpty();
        Running without = new Running(Optional.empty());
        assertThat(without.terms).isEmpty();
        assertThat(remains()).isEmpty();
        without.hears(2, List.of());
        assertThat(without.recognises()).isTrue();
        assertThat(remains()).isEmpty();
    }

    /// An agent that has heard everything: two guests, their tickets, and two of others.
    private Running evening() {
        Running running = restarts();
        running.hears(2, List.of(change(1, FIRST, 1), change(2, SECOND, 2)), line(FIRST), line(SECOND));
        running.hearsOfTickets("T-1", "T-2");
        assertThat(running.recognises()).isTrue();
        return running;
    }

    private Running restarts() {
        return new Running(Optional.of(new AgentRestart(
                uri.isEmpty() ? "file://" + chip() : uri, clock -> new MachineTime(clock, boot, nanos, battery))));
    }

    private void passes(Duration time) {
        machine.pass(time);
        nanos = nanos.plus(time);
        battery = battery.map(at -> at.plus(time));
    }

    private Change change(long version, ReferenceId id, long seed) {
        Template template = Template.of(Guests.features(seed), keys.rotation(MODEL.dimension()));
        return new Change(version, id.value(), Optional.of(Base64.getEncoder().encodeToString(key.seal(template, id))));
    }

    private static TicketLine line(ReferenceId id) {
        return new TicketLine(id.value(), TestAnswers.ticket());
    }

    /// The template and the ticket, as they lie on the disk.
    private List<byte[]> sealed(Running running, ReferenceId id) {
        List<byte[]> found = new ArrayList<>();
        try (SealedCopy guests = SealedCopy.open(folder().guests())) {
            for (SealedCopy copy : List.of(running.copy, guests)) {
                boolean unused = copy.each((each, bytes) -> !each.equals(id.value()) || found.add(bytes));
            }
        }
        assertThat(found).hasSize(2);
        return found;
    }

    private boolean isOnDisk(byte[] bytes) {
        String wanted = new String(bytes, ISO_8859_1);
        return files().stream().anyMatch(file -> read(file).contains(wanted));
    }

    /// What lies in the agent's folder that a restart goes on by, but for its gallery.
    private List<String> remains() {
        return files().stream()
                .filter(file -> !read(file).isEmpty())
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("gallery"))
                .toList();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(agent())) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private AgentFolder folder() {
        return AgentFolder.open(agent());
    }

    /// Stands for what the machine does not give away.
    private Path chip() {
        return home.resolve("chip");
    }

    private Path agent() {
        return home.resolve("agent");
    }
}
