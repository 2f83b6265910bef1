package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/// Guests come, go out, come again, stewards and lanes that were apart do their part, requests are repeated: hundreds
/// of steps drawn from a seed, and after each the product has answered as [PlainRules] does.
class AdmissionSimulationTest {
    private static final int TICKET_COUNT = 25;
    private static final int STEP_COUNT = 500;
    private static TestDatabase test;

    /// The same in every build, for not every seed draws every answer; `-Dseed=…` tries others.
    private static long next = Long.getLong("seed", 3);

    private final long seed = next++;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<UUID, AdmissionId> made = new HashMap<>();
    private final Map<UUID, Runnable> asked = new HashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private Instant now = Guests.NOW;
    private Admissions admissions;
    private PlainRules plain;
    private Event event;

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
        System.out.println("AdmissionSimulationTest seed " + seed);
        test.clear();
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        event = Guests.event(test);
        EntryRules rules = new EntryRules(
                random.nextInt(4) == 0 ? Reentry.NEVER : Reentry.AFTER_EXIT,
                Duration.ofSeconds(random.nextInt(120)),
                3);
        new EntryRuleChange(test.database()).change(event.id(), rules, "staff tests", now);
        plain = new PlainRules(rules);
        for (String entrance : List.of("North", "South", "")) {
            lanes.add(lane(entrance));
        }
        for (int i = 0; i < TICKET_COUNT; i++) {
            tickets.add(ticket(i));
        }
    }

    @RepeatedTest(3)
    void answersAsThePlainRulesDo() {
        for (int step = 0; step < STEP_COUNT; step++) {
            now = now.plusSeconds(random.nextInt(40));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> showTicket();
                case 4 -> byHand();
                case 5, 6 -> leave();
                case 7 -> merge();
                case 8 -> annulOrClaim();
                default -> askAgain();
            }
        }
        List<Standing> all = test.database().read(tx -> AdmissionStore.latest(tx, event.id(), Integer.MAX_VALUE));
        assertThat(all).as("admissions, seed %d", seed).hasSize(plain.all().size());
        long inside = all.stream()
                .filter(each -> each.annulledAt().isEmpty() && each.leftAt().isEmpty())
                .map(each -> each.made().admission().ticket())
                .distinct()
                .count();
        assertThat(inside).as("inside, seed %d", seed).isEqualTo(plain.inside());
        assertThat(answers.keySet())
                .as("every answer was given, seed %d", seed)
                .contains("admitted", "already", "left", "not inside", "counted", "conflict", "known", "OTHER_ENTRANCE")
                .containsAnyOf("LEFT_FOR_GOOD", "LEFT_JUST_NOW");
    }

    private void showTicket() {
        Ticket ticket = tickets.get(random.nextInt(TICKET_COUNT));
        Lane lane = lanes.get(random.nextInt(lanes.size()));
        UUID nonce = uuid();
        Runnable ask = () -> {
            AdmissionOutcome outcome = admissions.admit(new TicketAdmission(ticket.code(), lane.id(), nonce), now);
            String expected = plain.admit(ticket, lane.entrance(), Optional.of(lane.id()), false, nonce, now);
            compare(outcome, nonce, expected, "ticket " + ticket + " at " + lane);
        };
        ask.run();
        asked.put(nonce, ask);
    }

    private void byHand() {
        Ticket ticket = tickets.get(random.nextInt(TICKET_COUNT));
        UUID nonce = uuid();
        HandOutcome outcome = admissions.admitByHand(
                new HandAdmission(
                        event.id(), ticket.code(), Optional.empty(), "Ada", "the lane is dark", nonce, Set.of()),
                now);
        String expected = plain.admit(ticket, Optional.empty(), Optional.empty(), true, nonce, now);
        compare(outcome, nonce, expected, "by hand " + ticket);
    }

    private void leave() {
        TicketId ticket = tickets.get(random.nextInt(TICKET_COUNT)).id();
        LaneId lane = lanes.get(random.nextInt(lanes.size())).id();
        UUID nonce = uuid();
        Runnable ask = () -> {
            String outcome = switch (admissions.leave(new ExitRequest(ticket, lane, nonce), now)) {
                case ExitOutcome.Left _ -> "left";
                case ExitOutcome.NotInside _ -> "not inside";
                case ExitOutcome.Noted _ -> "noted";
                case ExitOutcome.NotFound _ -> "not found";
            };
            compare(outcome, plain.leave(ticket, nonce, now), "leaving on " + ticket);
        };
        ask.run();
        asked.put(nonce, ask);
    }

    private void merge() {
        Ticket ticket = tickets.get(random.nextInt(TICKET_COUNT));
        Lane lane = lanes.get(random.nextInt(lanes.size()));
        UUID nonce = uuid();
        Instant at = now.minusSeconds(random.nextInt(600));
        OfflineAdmission told =
                new OfflineAdmission(ticket.id(), lane.id(), nonce, Means.FACE, at, Duration.ofMillis(400), true);
        Runnable ask = () -> {
            String outcome = switch (admissions.merge(told, now)) {
                case MergeOutcome.Counted counted -> {
                    made.put(nonce, counted.admission().id());
                    yield "counted";
                }
                case MergeOutcome.AlreadyKnown _ -> "known";
                case MergeOutcome.Conflict _ -> "conflict";
                case MergeOutcome.NotFound _ -> "not found";
            };
            // A conflict stays one, whatever has changed since.
            boolean conflictBefore = asked.containsKey(nonce) && !made.containsKey(nonce);
            String expected = conflictBefore ? "conflict" : plain.merge(ticket, lane.id(), nonce, at);
            compare(outcome, expected, "telling of " + ticket);
        };
        ask.run();
        asked.put(nonce, ask);
    }

    private void annulOrClaim() {
        if (made.isEmpty()) {
            return;
        }
        UUID nonce = made.keySet().stream()
                .skip(random.nextInt(made.size()))
                .findFirst()
                .orElseThrow();
        AdmissionId id = requireNonNull(made.get(nonce));
        if (random.nextBoolean()) {
            admissions.claimGate(id, now);
            plain.claimed(nonce);
        } else {
            assertThat(admissions.annul(id, "Ada", now)).as("seed %d", seed).isEqualTo(plain.annul(nonce));
        }
    }

    private void askAgain() {
        if (!asked.isEmpty()) {
            asked.values().stream()
                    .skip(random.nextInt(asked.size()))
                    .findFirst()
                    .orElseThrow()
                    .run();
        }
    }

    private void compare(HandOutcome outcome, UUID nonce, String expected, String what) {
        String answer = switch (outcome) {
            case Admitted(Admission admission) -> {
                made.put(nonce, admission.id());
                yield "admitted";
            }
            case AdmittedHereJustNow _ -> "just now";
            case AlreadyAdmitted _ -> "already";
            case NotAdmissible(ReferReason reason) -> reason.name();
            case NotFound _ -> "not found";
            case HandOutcome.NoSuchLane _ -> "no such lane";
            case HandOutcome.OtherWish _ -> "other wish";
        };
        compare(answer, expected, what);
    }

    private void compare(String answer, String expected, String what) {
        answers.merge(answer, 1, Integer::sum);
        assertThat(answer).as("%s, seed %d", what, seed).isEqualTo(expected);
    }

    private Ticket ticket(int number) {
        Ticket.Status status = number < 20 ? Ticket.Status.VALID : Ticket.Status.values()[number % 4];
        Ticket ticket = new Ticket(
                TicketId.random(),
                event.id(),
                "S-" + number,
                Optional.empty(),
                Optional.empty(),
                number % 3 == 0 ? Optional.of(number % 2 == 0 ? "North" : "South") : Optional.empty(),
                number % 7 == 1 ? Optional.of(Guests.NOW.plus(Duration.ofHours(1))) : Optional.empty(),
                number % 7 == 2 ? Optional.of(Guests.NOW.plus(Duration.ofHours(1))) : Optional.empty(),
                status);
        return test.database().transact(tx -> {
            TicketStore.insert(tx, ticket);
            return ticket;
        });
    }

    private Lane lane(String entrance) {
        Lane lane = new Lane(
                LaneId.random(),
                event.id(),
                "Lane " + entrance,
                Optional.of(entrance).filter(name -> !name.isEmpty()),
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
        test.database().transact(tx -> LaneStore.insert(tx, lane, new byte[32], Guests.NOW));
        return lane;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
