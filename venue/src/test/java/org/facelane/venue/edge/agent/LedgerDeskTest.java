package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.LaneLine;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentOpening;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents' desks with real ledgers and a real database, whose processes end and whose networks fail between any two
/// steps. Pictures are left out: what is looked at here is what is kept.
class LedgerDeskTest {
    /// Places at which a process can end while one guest is let in.
    private static final int PLACE_COUNT = 8;

    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final Map<AdmissionId, Integer> commands = new HashMap<>();
    private final List<Door> doors = new ArrayList<>();
    private Event event;
    private AgentOffice office;

    /// The process ends here.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        event = Guests.event(test);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        office = TestOffice.at(test, admissions, clock);
    }

    @AfterEach
    void end() {
        doors.forEach(door -> door.ledger.close());
    }

    @Test
    void letsInOnce_andLosesNothing_whereverTheProcessEnds() throws IOException {
        for (boolean heard : List.of(true, false)) {
            for (int place = 0; place < PLACE_COUNT; place++) {
                Enrolled guest = Guests.enrolled(test, event);
                Door door = new Door("crash " + heard + place);
                door.follow();
                door.heard = heard;
                door.arrive(guest, place);
                door.startAgain();
                door.heard = heard;
                door.arrive(guest, PLACE_COUNT);
                settle(List.of(door));
                String what = "heard " + heard + ", place " + place;
                assertThat(commands.values()).as(what).allMatch(count -> count == 1);
                assertThat(count(
                                "admission where ticket_id = '" + guest.ticket().id() + "'"))
                        .as(what)
                        .isEqualTo(1);
                assertThat(count("admission_conflict")).as(what).isZero();
                boolean recorded = count("admission where gate_opened_at is not null and ticket_id = '"
                                + guest.ticket().id() + "'")
                        == 1;
                boolean raised =
                        count("referral where ticket_id = '" + guest.ticket().id() + "'") > 0;
                assertThat(recorded || raised).as(what).isTrue();
                commands.clear();
            }
        }
    }

    /// Three lanes whose networks come and go, whose processes end, whose answers get lost and whose ledgers are
    /// told twice: what was let in is on record, once, and what was let in twice is raised.
    @Test
    void everythingIsOnRecordOnce_andEveryDoubleIsRaised() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Enrolled> guests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            guests.add(Guests.enrolled(test, event));
        }
        for (int i = 0; i < 3; i++) {
            new Door("lane " + i).follow();
        }
        for (int i = 0; i < 120; i++) {
            Door door = doors.get(random.nextInt(doors.size()));
            switch (random.nextInt(6)) {
                case 0 -> door.heard = !door.heard;
                case 1, 2 -> {
                    door.arrive(guests.get(random.nextInt(guests.size())), random.nextInt(3 * PLACE_COUNT));
                    if (door.ended) {
                        door.startAgain();
                    }
                }
                case 3 -> door.tell(random.nextBoolean());
                case 4 -> door.follow();
                default -> clock.pass(Duration.ofMillis(random.nextInt(9_000)));
            }
        }
        settle(doors);
        String what = "seed " + seed;
        assertThat(commands.values()).as(what).allMatch(count -> count == 1);
        long opened = doors.stream().mapToLong(door -> door.openedCount).sum();
        long kept = count("admission") + count("admission_conflict");
        assertThat(kept).as(what).isGreaterThanOrEqualTo(opened);
        assertThat(count("admission"))
                .as(what)
                .isEqualTo(count("(select distinct ticket_id, event_id from admission) a"));
        assertThat(count("(select distinct ticket_id, event_id from admission_conflict) c"))
                .as(what)
                .isEqualTo(
                        count("(select distinct ticket_id, event_id from referral where reason = 'ADMITTED_TWICE') r"));
    }

    @Test
    void letsNobodyInWhoIsErased_whileTheServerIsAsked() throws IOException {
        Enrolled guest = Guests.enrolled(test, event);
        Door door = new Door("erased while asking");
        door.follow();
        door.heard = false;
        door.whileAsking = () -> door.tickets.forget(guest.reference());
        door.arrive(guest, PLACE_COUNT);
        assertThat(commands).isEmpty();
        door.whileAsking = () -> {};
        settle(List.of(door));
        assertThat(count("admission")).isZero();
    }

    /// Mended, past every patience, and told twice.
    private void settle(List<Door> all) {
        clock.pass(Duration.ofMinutes(2));
        for (Door door : all) {
            door.heard = true;
            door.desk.settle(clock.instant());
            door.tell(false);
            door.tell(true);
            assertThat(door.ledger.book().untoldCount()).isZero();
        }
        new Admissions(test.database(), GatePatience.DEFAULT).settle(clock.instant());
    }

    private long count(String rows) {
        String where = rows.contains(" where ") && !rows.startsWith("(") ? " and " : " where ";
        return test.database()
                .read(tx -> Sql.first(
                        tx,
                        "select count(*) from " + rows + where + "event_id = ?",
                        row -> row.getLong(1),
                        event.id().value()))
                .orElseThrow();
    }

    /// A lane with its agent.
    private final class Door {
        private final Lane lane = Guests.lane(test, event);
        private final Path file;
        private final AgentOffice.Caller.Known caller;
        private Ledger ledger;
        private final AgentTickets tickets = new AgentTickets();
        private LedgerDesk desk;
        private boolean heard = true;
        private boolean ended;
        private int crashAt = Integer.MAX_VALUE;
        private int place;
        private long openedCount;
        private Runnable whileAsking = () -> {};

        Door(String name) throws IOException {
            file = Files.createDirectories(folder.resolve(name)).resolve("ledger");
            AgentOpening opening = new AgentOpening(test.database());
            String code = opening.invite(event.id(), lane.id(), "staff tests", clock.instant())
                    .orElseThrow()
                    .code();
            Join.Answer joined = opening.join(Join.Ask.of(code, SigningKey.draw()), clock.instant())
                    .orElseThrow();
            caller = new AgentOffice.Caller.Known(new AgentId(joined.agent()), lane);
            ledger = Ledger.open(file, clock.instant());
            desk = desk();
            doors.add(this);
        }

        private LedgerDesk desk() {
            return new LedgerDesk(
                    LaneLine.of(lane, event, Optional.empty(), Doorway.DEFAULT, EntryRules.DEFAULT, TestOffice.SETUP),
                    ledger,
                    tickets,
                    new LedgerDesk.Server(this::ask, _ -> Optional.empty()),
                    GatePatience.DEFAULT);
        }

        /// The file is what the end of a process leaves: everything that was written.
        void startAgain() {
            ledger.close();
            ledger = Ledger.open(file, clock.instant());
            desk = desk();
            ended = false;
        }

        /// A guest comes; the process ends at the place, if it comes to it.
        void arrive(Enrolled guest, int end) {
            crashAt = end;
            place = 0;
            try {
                mayEnd();
                FaceAdmission request = new FaceAdmission(
                        guest.reference(), guest.ticket().id(), lane.id(), UUID.randomUUID(), Duration.ofMillis(800));
                letIn(desk.admit(request, clock.instant()), request);
            } catch (Crash e) {
                ended = true;
            }
        }

        private void letIn(AdmissionOutcome outcome, FaceAdmission request) {
            mayEnd();
            Optional<Admission> admission = switch (outcome) {
                case AdmissionOutcome.Admitted(Admission made) -> Optional.of(made);
                case AdmissionOutcome.AdmittedHereJustNow(Admission made) -> Optional.of(made);
                case AdmissionOutcome.AlreadyAdmitted _ -> Optional.empty();
                case AdmissionOutcome.NotAdmissible _ -> Optional.empty();
                case AdmissionOutcome.NotFound _ -> Optional.empty();
            };
            if (admission.isEmpty()) {
                desk.refer(referral(request));
                return;
            }
            open(admission.get().id());
        }

        private void open(AdmissionId admission) {
            if (desk.claimGate(admission, clock.instant())) {
                mayEnd();
                commands.merge(admission, 1, Integer::sum);
                openedCount++;
                mayEnd();
                desk.gateOpened(admission, clock.instant());
                mayEnd();
            }
        }

        private Referral referral(FaceAdmission request) {
            return new Referral(
                    ReferralId.random(),
                    event.id(),
                    lane.id(),
                    ReferReason.ALREADY_ADMITTED,
                    Optional.of(request.ticket()),
                    Optional.empty(),
                    Optional.of(request.waited()),
                    clock.instant());
        }

        private Optional<AdmissionOutcome> ask(LedgerDesk.Question question) {
            FaceAdmission request = ((LedgerDesk.Question.Recognised) question).request();
            mayEnd();
            whileAsking.run();
            if (!heard) {
                return Optional.empty();
            }
            AdmissionOutcome outcome = office.admit(caller, AdmitAsk.of(request), clock.instant())
                    .outcome(request.ticket(), request.lane());
            mayEnd();
            return Optional.of(outcome);
        }

        private void mayEnd() {
            if (place++ == crashAt) {
                throw new Crash();
            }
        }

        void follow() {
            if (heard) {
                boolean _ = tickets.take(office.sync(caller, question(), clock.instant()));
            }
        }

        /// @param arrives whether the answer does
        void tell(boolean arrives) {
            if (heard) {
                SyncAsk ask = question();
                SyncAnswer answer = office.sync(caller, ask, clock.instant());
                if (arrives) {
                    boolean _ = tickets.take(answer);
                    if (!ask.told().isEmpty()) {
                        ledger.append(
                                new LedgerEntry.Merged(
                                        Math.min(ask.told().getLast().number(), answer.merged())),
                                clock.instant());
                    }
                }
            }
        }

        private SyncAsk question() {
            Instant now = clock.instant();
            return new SyncAsk(
                    now,
                    Optional.empty(),
                    0,
                    Optional.of(new UUID(0, 0)),
                    Optional.empty(),
                    Optional.empty(),
                    ledger.id(),
                    ledger.book().untold(SyncAsk.TOLD_COUNT_MAX).stream()
                            .map(SyncAsk.Line::of)
                            .toList(),
                    new SyncAsk.State(LaneState.Activity.RECOGNISING, Optional.empty(), 0, 0, 0),
                    Optional.empty(),
                    false);
        }
    }
}
