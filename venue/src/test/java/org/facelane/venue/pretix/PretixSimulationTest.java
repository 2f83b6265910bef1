package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.Admission;
import org.facelane.venue.Lane;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.EntryRuleChange;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.PretixServer.Checkin;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Guests come, turn round, pass after all and leave at our lanes and at pretix's own doors, which take entries back,
/// while whatever it likes is lost on the way, in either direction.
class PretixSimulationTest {
    private static final int TICKETS = 20;
    private static final int STEPS = 160;

    private final List<Admission> turned = new ArrayList<>();
    private boolean polls;

    /// Each ticket that came in is on record there, once for each admission, and where two came in on one ticket a
    /// steward was asked.
    @RepeatedTest(2)
    void admitsNobodyTwiceUnseen_andLosesNobody_whateverIsLostOnTheWay() throws IOException {
        simulate(true);
    }

    /// Nor while nothing is heard from its own doors.
    @Test
    void admitsNobodyTwiceUnseen_withoutPolling() throws IOException {
        simulate(false);
    }

    private void simulate(boolean isPolling) throws IOException {
        polls = isPolling;
        long seed = System.nanoTime();
        System.out.println("PretixSimulationTest seed " + seed);
        try (TestDatabase test = TestDatabase.fresh();
                ConnectedLanes venue = new ConnectedLanes(test)) {
            new EntryRuleChange(test.database())
                    .change(
                            venue.event.id(),
                            new EntryRules(EntryRules.Reentry.AFTER_EXIT, Duration.ZERO, 6),
                            "staff Ada",
                            venue.clock.instant());
            check(venue, play(venue, seed), seed);
        }
    }

    private List<Ticket> play(ConnectedLanes venue, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Fault[] kinds = Fault.values();
        venue.server.faults(() -> random.nextInt(3) == 0 ? kinds[random.nextInt(kinds.length)] : Fault.NONE);
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            tickets.add(venue.ticket(i % 7 == 0 ? "blocked" : ""));
        }
        for (int step = 0; step < STEPS; step++) {
            venue.clock.pass(Duration.ofMillis(random.nextInt(4_000)));
            Ticket ticket = tickets.get(random.nextInt(TICKETS));
            switch (random.nextInt(8)) {
                case 0 -> venue.server.scan(ticket.code(), "entry");
                case 1 -> venue.redemptions.tell(venue.event.id(), venue.clock.instant());
                case 2 -> poll(venue);
                case 3 ->
                    venue.admissions.leave(
                            new ExitRequest(ticket.id(), venue.lanes.getFirst().id(), UUID.randomUUID()),
                            venue.clock.instant());
                case 4 -> {
                    if (!turned.isEmpty()) {
                        venue.passed(turned.remove(random.nextInt(turned.size())));
                    }
                }
                case 5 -> venue.server.takeBack(ticket.code());
                default -> come(venue, ticket, venue.lanes.get(random.nextInt(2)), random);
            }
        }
        venue.server.faults(() -> Fault.NONE);
        for (int i = 0; i < 5; i++) {
            poll(venue);
            venue.tellLater();
        }
        return tickets;
    }

    private void poll(ConnectedLanes venue) {
        if (polls) {
            venue.polling.poll(venue.event.id(), venue.clock.instant());
        }
    }

    /// A guest comes, and perhaps turns round.
    private void come(ConnectedLanes venue, Ticket ticket, Lane lane, RandomGenerator random) {
        AdmissionOutcome outcome = venue.admissions.admit(
                new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), venue.clock.instant());
        if (!(outcome instanceof Admitted(Admission admission))
                || venue.enter(admission).isPresent()) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> venue.admissions.annul(admission.id(), "Ada", venue.clock.instant());
            case 1, 2 -> {
                venue.nobodyPassed(admission);
                turned.add(admission);
            }
            default -> {}
        }
    }

    private static void check(ConnectedLanes venue, List<Ticket> tickets, long seed) {
        Set<TicketId> raised = new HashSet<>();
        for (Referral each : venue.open()) {
            each.ticket().ifPresent(raised::add);
        }
        for (Ticket ticket : tickets) {
            List<Checkin> there = venue.server.checkins(ticket.code());
            for (Standing each : venue.standing()) {
                if (each.made().admission().ticket().equals(ticket.id())) {
                    check(venue, each, there, seed);
                }
            }
            long standing = venue.standing().stream()
                    .filter(each -> each.made().admission().ticket().equals(ticket.id())
                            && each.made().means() == AdmissionStore.Means.ELSEWHERE
                            && each.annulledAt().isEmpty()
                            && each.leftAt().isEmpty())
                    .count();
            assertThat(standing)
                    .as("guests of %s inside by its own doors, seed %d", ticket.code(), seed)
                    .isLessThanOrEqualTo(there.stream()
                            .filter(checkin -> checkin.device() == 1)
                            .count());
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

    private static void check(ConnectedLanes venue, Standing each, List<Checkin> there, long seed) {
        String nonce = venue.nonceOfEntry(each.made().admission());
        long onRecord = there.stream()
                .filter(checkin -> checkin.nonce().equals(Optional.of(nonce)))
                .count();
        boolean ours = each.made().means() != AdmissionStore.Means.ELSEWHERE;
        assertThat(onRecord)
                .as("%s of %s there, seed %d", each, each.ticketCode(), seed)
                .isEqualTo(ours && each.annulledAt().isEmpty() ? 1 : 0);
    }
}
