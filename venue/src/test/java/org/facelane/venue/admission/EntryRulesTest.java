package org.facelane.venue.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.admission.ExitOutcome.Left;
import org.facelane.venue.admission.ExitOutcome.NotInside;
import org.facelane.venue.party.Parties;
import org.facelane.venue.party.PartyOutcome;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryRulesTest {
    private static final Instant NOW = Guests.NOW;
    private static TestDatabase test;

    private Admissions admissions;
    private Parties parties;
    private Event event;
    private Lane lane;
    private Lane otherLane;

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
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        parties = new Parties(test.database());
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        otherLane = Guests.lane(test, event);
    }

    @Test
    void letsNobodyInAgain_unlessTheEventSaysSo() {
        Ticket ticket = Guests.ticket(test, event);
        admit(ticket, lane, NOW);
        leave(ticket, NOW.plusSeconds(60));
        assertThat(admit(ticket, lane, NOW.plusSeconds(120))).isEqualTo(new NotAdmissible(ReferReason.LEFT_FOR_GOOD));
    }

    @Test
    void letsInAgain_afterTheExitAndTheWait() {
        allow(Reentry.AFTER_EXIT, Duration.ofMinutes(10), 6);
        Ticket ticket = Guests.ticket(test, event);
        admit(ticket, lane, NOW);
        assertThat(admit(ticket, otherLane, NOW.plusSeconds(30)))
                .isEqualTo(new AlreadyAdmitted(NOW, Optional.of(lane.id())));
        assertThat(leave(ticket, NOW.plusSeconds(60))).isInstanceOf(Left.class);
        assertThat(leave(ticket, NOW.plusSeconds(61))).isEqualTo(new NotInside());
        assertThat(admit(ticket, lane, NOW.plusSeconds(659))).isEqualTo(new NotAdmissible(ReferReason.LEFT_JUST_NOW));
        assertThat(admit(ticket, lane, NOW.plusSeconds(660))).isInstanceOf(Admitted.class);
        assertThat(counts().admitted()).as("tickets, not entries").isEqualTo(1);
    }

    @Test
    void leavesOnce_theSameExitToldTwice() {
        allow(Reentry.AFTER_EXIT, Duration.ZERO, 6);
        Ticket ticket = Guests.ticket(test, event);
        admit(ticket, lane, NOW);
        ExitRequest exit = new ExitRequest(ticket.id(), lane.id(), UUID.randomUUID());
        ExitOutcome left = admissions.leave(exit, NOW.plusSeconds(5));
        admit(ticket, lane, NOW.plusSeconds(10));
        assertThat(admissions.leave(exit, NOW.plusSeconds(15))).isEqualTo(left);
        assertThat(admit(ticket, otherLane, NOW.plusSeconds(20))).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void letsInAgainOnce_twoLanesAtTheSameInstant() throws Exception {
        allow(Reentry.AFTER_EXIT, Duration.ZERO, 6);
        try (ExecutorService lanes = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 40; round++) {
                Ticket ticket = Guests.ticket(test, event);
                admit(ticket, lane, NOW);
                leave(ticket, NOW.plusSeconds(1));
                CyclicBarrier together = new CyclicBarrier(2);
                List<AdmissionOutcome> outcomes = new ArrayList<>();
                for (Future<AdmissionOutcome> attempt : lanes.invokeAll(
                        List.of(together(together, ticket, lane), together(together, ticket, otherLane)))) {
                    outcomes.add(attempt.get());
                }
                assertThat(outcomes).filteredOn(Admitted.class::isInstance).hasSize(1);
            }
        }
    }

    @Test
    void usesUpNoTicketOfTheParty_withTheGuestsOwn() {
        List<Ticket> party = party(3);
        Admission lead = admitted(admit(party.getFirst(), lane, NOW));
        assertThat(counts().admitted()).isEqualTo(1);
        assertThat(parties.waiting(party.getFirst().id(), NOW)).hasSize(3);
        admitted(admissions.admitAlong(lead.id(), party.get(1).id(), NOW));
        assertThat(counts().admitted()).isEqualTo(2);
        assertThat(parties.waiting(party.getFirst().id(), NOW))
                .containsExactly(party.get(2).id(), party.get(3).id());
    }

    @Test
    void letsNoMoreAlongThanTheEventAllowsNow() {
        List<Ticket> party = party(3);
        allow(Reentry.NEVER, Duration.ZERO, 2);
        assertThat(parties.waiting(party.getFirst().id(), NOW)).hasSize(2);
    }

    @Test
    void letsACompanionInOnce_askedTwice() {
        List<Ticket> party = party(1);
        Admission lead = admitted(admit(party.getFirst(), lane, NOW));
        AdmissionOutcome first =
                admissions.admitAlong(lead.id(), party.getLast().id(), NOW);
        assertThat(admissions.admitAlong(lead.id(), party.getLast().id(), NOW.plusSeconds(1)))
                .isEqualTo(first);
        assertThat(counts().admitted()).isEqualTo(2);
    }

    @Test
    void letsNobodyAlong_theLeadWasAnnulledOrTheTicketIsBlocked() {
        List<Ticket> party = party(2);
        Admission lead = admitted(admit(party.getFirst(), lane, NOW));
        test.execute("update ticket set status = 'BLOCKED' where code = '"
                + party.getLast().code() + "'");
        assertThat(parties.waiting(party.getFirst().id(), NOW))
                .containsExactly(party.get(1).id());
        admissions.annul(lead.id(), "Ada", NOW);
        assertThat(admissions.admitAlong(lead.id(), party.getLast().id(), NOW))
                .isEqualTo(new AdmissionOutcome.NotFound());
    }

    @Test
    void keepsThePartyWithinItsCap_andEachTicketInOneParty() {
        allow(Reentry.NEVER, Duration.ZERO, 2);
        List<Ticket> party = party(2);
        Ticket further = Guests.ticket(test, event);
        Ticket other = Guests.ticket(test, event);
        assertThat(add(party.getFirst(), further)).isEqualTo(new PartyOutcome.Full(2));
        assertThat(add(party.getFirst(), party.getLast())).isEqualTo(new PartyOutcome.Added());
        assertThat(add(other, party.getLast())).isEqualTo(new PartyOutcome.InAParty());
        assertThat(add(party.getLast(), other)).isEqualTo(new PartyOutcome.InAParty());
        assertThat(add(other, party.getFirst())).isEqualTo(new PartyOutcome.InAParty());
        assertThat(parties.add(event.id(), "no such code", other.code(), "staff Ada", NOW))
                .isEqualTo(new PartyOutcome.NoSuchTicket());
        assertThat(parties.remove(event.id(), party.getLast().code(), "staff Ada", NOW))
                .isTrue();
        assertThat(add(other, party.getLast())).isEqualTo(new PartyOutcome.Added());
    }

    @Test
    void keepsThePartyWithinItsCap_eightAddedAtTheSameInstant() throws Exception {
        allow(Reentry.NEVER, Duration.ZERO, 3);
        Ticket lead = Guests.ticket(test, event);
        CyclicBarrier together = new CyclicBarrier(8);
        List<Callable<PartyOutcome>> adding = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Ticket further = Guests.ticket(test, event);
            adding.add(() -> {
                together.await();
                return add(lead, further);
            });
        }
        List<PartyOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<PartyOutcome> outcome : threads.invokeAll(adding)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).filteredOn(PartyOutcome.Added.class::isInstance).hasSize(3);
        assertThat(outcomes).filteredOn(PartyOutcome.Full.class::isInstance).hasSize(5);
    }

    private List<Ticket> party(int further) {
        List<Ticket> party = new ArrayList<>();
        party.add(Guests.ticket(test, event));
        for (int i = 0; i < further; i++) {
            party.add(Guests.ticket(test, event));
            assertThat(add(party.getFirst(), party.getLast())).isEqualTo(new PartyOutcome.Added());
        }
        return party;
    }

    private PartyOutcome add(Ticket lead, Ticket further) {
        return parties.add(event.id(), lead.code(), further.code(), "staff Ada", NOW);
    }

    private void allow(Reentry reentry, Duration wait, int partyMax) {
        assertThat(new EntryRuleChange(test.database())
                        .change(event.id(), new EntryRules(reentry, wait, partyMax), "staff Ada", NOW))
                .isTrue();
    }

    private Callable<AdmissionOutcome> together(CyclicBarrier barrier, Ticket ticket, Lane at) {
        return () -> {
            barrier.await();
            return admit(ticket, at, NOW.plusSeconds(2));
        };
    }

    private AdmissionOutcome admit(Ticket ticket, Lane at, Instant when) {
        return admissions.admit(new TicketAdmission(ticket.code(), at.id(), UUID.randomUUID()), when);
    }

    private ExitOutcome leave(Ticket ticket, Instant when) {
        return admissions.leave(new ExitRequest(ticket.id(), lane.id(), UUID.randomUUID()), when);
    }

    private EventStore.Counts counts() {
        return test.database().read(tx -> EventStore.counts(tx, event.id()));
    }

    private static Admission admitted(AdmissionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission();
    }
}
