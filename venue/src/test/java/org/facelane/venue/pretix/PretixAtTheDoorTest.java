package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRuleChange;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.pretix.PretixServer.Checkin;
import org.facelane.venue.pretix.PretixServer.Fault;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Our lanes and pretix's own doors let in by the same tickets, while the network between loses what it likes.
class PretixAtTheDoorTest {
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final PretixCalls calls = new PretixCalls(Duration.ofSeconds(10));
    private PretixServer server;
    private Admissions admissions;
    private Redemptions redemptions;
    private PretixSetup setup;
    private PretixPolling polling;
    private Event event;
    private final List<Lane> lanes = new ArrayList<>();

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
        setup = new PretixSetup(test.database(), test.master(), calls);
        PretixConnection connection =
                new PretixConnection(server.url(), PretixServer.ORGANIZER, PretixServer.EVENT, PretixServer.LIST);
        setup.connect(event.id(), connection, "staff Ada", clock.instant());
        for (int i = 0; i < 2; i++) {
            Lane lane = Guests.lane(test, event);
            setup.addDevice(event.id(), lane.id(), server.newDevice(), "staff Ada", clock.instant());
            lanes.add(lane);
        }
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        redemptions = new Redemptions(test.database(), id -> setup.system(id).orElseGet(OwnTickets::new));
        polling = new PretixPolling(test.database(), calls, setup, admissions);
    }

    @AfterEach
    void end() {
        calls.close();
        server.close();
    }

    @Test
    void annulsWhatPretixRefuses_andSaysWhy() {
        Ticket ticket = ticket("unpaid");
        Admission admission = admitted(admit(ticket));
        assertThat(redemptions.enter(admission, clock.instant())).contains(ReferReason.TICKET_UNPAID);
        assertThat(standing())
                .singleElement()
                .satisfies(each -> assertThat(each.annulledAt()).isPresent());
        later();
        assertThat(server.redeemed()).as("told once, and nothing to take back").hasSize(1);
        assertThat(setup.shown(event.id()).orElseThrow().refused())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ticket.code());
                    assertThat(refused.reason()).isEqualTo(ReferReason.TICKET_UNPAID);
                });
    }

    @Test
    void goesOnByItsOwnRules_whilePretixIsSilent_andTellsLaterWithTheTimeOfThen() {
        Ticket ticket = ticket("");
        server.faults(() -> Fault.LOST);
        Instant then = clock.instant();
        Admission admission = admitted(admit(ticket));
        assertThat(redemptions.enter(admission, then)).isEmpty();
        later();
        assertThat(server.checkins(ticket.code())).isEmpty();
        server.faults(() -> Fault.NONE);
        later();
        assertThat(server.checkins(ticket.code()))
                .singleElement()
                .satisfies(checkin -> assertThat(checkin.datetime()).isEqualTo(then));
        later();
        assertThat(server.checkins(ticket.code())).hasSize(1);
    }

    @Test
    void doesNotAsk_forAsLongAsPretixHasHadEnough() {
        server.faults(() -> Fault.THROTTLED);
        assertThat(redemptions.enter(admitted(admit(ticket(""))), clock.instant()))
                .isEmpty();
        server.faults(() -> Fault.NONE);
        clock.pass(Duration.ofSeconds(6));
        Ticket second = ticket("");
        assertThat(redemptions.enter(admitted(admit(second)), clock.instant())).isEmpty();
        assertThat(server.checkins(second.code())).as("7 s are not over").isEmpty();
        clock.pass(Duration.ofSeconds(2));
        Ticket third = ticket("");
        assertThat(redemptions.enter(admitted(admit(third)), clock.instant())).isEmpty();
        assertThat(server.checkins(third.code())).hasSize(1);
    }

    @Test
    void asksASteward_ticketWasUsedAtAnOrdinaryDoorWhilePretixWasSilent() {
        Ticket ticket = ticket("");
        server.faults(() -> Fault.LOST);
        redemptions.enter(admitted(admit(ticket)), clock.instant());
        assertThat(server.scan(ticket.code(), "entry")).isTrue();
        server.faults(() -> Fault.NONE);
        later();
        assertThat(referred(ticket)).containsExactly(ReferReason.ADMITTED_TWICE);
        assertThat(server.checkins(ticket.code()))
                .as("both are on record there")
                .hasSize(2);
    }

    @Test
    void knowsATicketThatWasUsedAtAnOrdinaryDoor_evenWhilePretixIsSilent() {
        Ticket ticket = ticket("");
        server.scan(ticket.code(), "entry");
        later();
        server.faults(() -> Fault.LOST);
        assertThat(admit(ticket)).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void takesAnEntryBackThere_nobodyPassed_andTellsExitsAndRefusals() {
        Ticket gone = ticket("");
        Admission admission = admitted(admit(gone));
        redemptions.enter(admission, clock.instant());
        assertThat(server.checkins(gone.code())).hasSize(1);
        admissions.annul(admission.id(), "Ada", clock.instant());
        later();
        assertThat(server.checkins(gone.code())).isEmpty();

        Ticket leaving = ticket("");
        redemptions.enter(admitted(admit(leaving)), clock.instant());
        admissions.leave(new ExitRequest(leaving.id(), lanes.getFirst().id(), UUID.randomUUID()), clock.instant());
        later();
        assertThat(server.checkins(leaving.code()))
                .extracting(checkin -> checkin.type())
                .containsExactly("entry", "exit");

        refer(leaving.id(), ReferReason.TICKET_BLOCKED);
        later();
        later();
        assertThat(server.failed())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.path("error_reason").asString("")).isEqualTo("blocked"));
    }

    /// Whatever is lost on the way, in either direction: each ticket that came in is on record there, once for each
    /// admission, and where two came in on one ticket a steward was asked.
    @RepeatedTest(2)
    void admitsNobodyTwiceUnseen_andLosesNobody_whateverIsLostOnTheWay() {
        long seed = System.nanoTime();
        System.out.println("PretixAtTheDoorTest seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Fault[] kinds = Fault.values();
        server.faults(() -> random.nextInt(3) == 0 ? kinds[random.nextInt(kinds.length)] : Fault.NONE);
        new EntryRuleChange(test.database())
                .change(
                        event.id(),
                        new EntryRules(EntryRules.Reentry.AFTER_EXIT, Duration.ZERO, 6),
                        "staff Ada",
                        clock.instant());
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tickets.add(ticket(i % 7 == 0 ? "blocked" : ""));
        }
        for (int step = 0; step < 120; step++) {
            clock.pass(Duration.ofMillis(random.nextInt(4_000)));
            Ticket ticket = tickets.get(random.nextInt(tickets.size()));
            switch (random.nextInt(6)) {
                case 0 -> server.scan(ticket.code(), "entry");
                case 1 -> redemptions.tell(event.id(), clock.instant());
                case 2 -> polling.poll(event.id(), clock.instant());
                case 3 ->
                    admissions.leave(
                            new ExitRequest(ticket.id(), lanes.getFirst().id(), UUID.randomUUID()), clock.instant());
                default -> come(ticket, lanes.get(random.nextInt(2)), random.nextInt(8) == 0);
            }
        }
        server.faults(() -> Fault.NONE);
        for (int i = 0; i < 4; i++) {
            later();
        }
        check(tickets, seed);
    }

    /// A guest comes, and perhaps does not pass.
    private void come(Ticket ticket, Lane lane, boolean turnsRound) {
        AdmissionOutcome outcome =
                admissions.admit(new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), clock.instant());
        if (outcome instanceof Admitted(Admission admission)
                && redemptions.enter(admission, clock.instant()).isEmpty()
                && turnsRound) {
            admissions.annul(admission.id(), "Ada", clock.instant());
        }
    }

    private void check(List<Ticket> tickets, long seed) {
        Set<TicketId> raised = new HashSet<>();
        for (ReferralStore.Standing each : test.database().read(tx -> ReferralStore.open(tx, event.id()))) {
            each.referral().ticket().ifPresent(raised::add);
        }
        for (Ticket ticket : tickets) {
            List<Checkin> there = server.checkins(ticket.code());
            List<Standing> here = standing().stream()
                    .filter(each -> each.made().admission().ticket().equals(ticket.id()))
                    .toList();
            for (Standing each : here) {
                long onRecord = there.stream()
                        .filter(checkin -> checkin.nonce()
                                .equals(Optional.of(each.made().nonce().toString())))
                        .count();
                boolean ours = each.made().means() != AdmissionStore.Means.ELSEWHERE;
                assertThat(onRecord)
                        .as("%s of %s there, seed %d", each, ticket.code(), seed)
                        .isEqualTo(ours && each.annulledAt().isEmpty() ? 1 : 0);
            }
            int inside = 0;
            boolean twice = false;
            for (Checkin checkin : there) {
                inside += checkin.type().equals("entry") ? 1 : -1;
                twice |= checkin.forced();
            }
            assertThat(!twice && inside <= 1 || raised.contains(ticket.id()))
                    .as("ticket %s let in twice and nobody asked, seed %d", ticket.code(), seed)
                    .isTrue();
        }
    }

    /// Some seconds later the courier has been there and back.
    private void later() {
        clock.pass(Duration.ofSeconds(40));
        polling.poll(event.id(), clock.instant());
        redemptions.tell(event.id(), clock.instant());
    }

    private void refer(TicketId ticket, ReferReason reason) {
        Referral referral = new Referral(
                ReferralId.random(),
                event.id(),
                lanes.getFirst().id(),
                reason,
                Optional.of(ticket),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
        test.database().transact(tx -> ReferralStore.insert(tx, referral));
    }

    private Ticket ticket(String reason) {
        Ticket ticket = Guests.ticket(test, event);
        server.ticket(ticket.code(), reason);
        return ticket;
    }

    private AdmissionOutcome admit(Ticket ticket) {
        return admissions.admit(
                new TicketAdmission(ticket.code(), lanes.getFirst().id(), UUID.randomUUID()), clock.instant());
    }

    private List<Standing> standing() {
        return test.database().read(tx -> AdmissionStore.latest(tx, event.id(), 10_000));
    }

    private List<ReferReason> referred(Ticket ticket) {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .filter(referral -> referral.ticket().equals(Optional.of(ticket.id())))
                .map(Referral::reason)
                .toList();
    }

    private static Admission admitted(AdmissionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission();
    }
}
