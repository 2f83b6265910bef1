package org.facelane.venue.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.party.Parties;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A ticket of our own that is marked is put on the stewards' board once it is let in, whoever did that and whenever we
/// hear of it; the lane is told nothing.
class AttentionTest {
    private static final Instant NOW = Guests.NOW;
    private static TestDatabase test;

    private Admissions admissions;
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
    void prepare() {
        test.clear();
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        event = Guests.event(test);
        lane = Guests.lane(test, event);
    }

    @Test
    void asksAStewardOnce_theTicketIsMarked() {
        Ticket ticket = marked("Wristband: blue");
        TicketAdmission request = new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID());
        assertThat(admissions.admit(request, NOW)).isInstanceOf(AdmissionOutcome.Admitted.class);
        assertThat(admissions.admit(request, NOW)).isInstanceOf(AdmissionOutcome.Admitted.class);
        assertThat(asked()).singleElement().satisfies(asked -> {
            assertThat(asked.referral().reason()).isEqualTo(ReferReason.TICKETING_ATTENTION);
            assertThat(asked.referral().lane()).isEqualTo(lane.id());
            assertThat(asked.note()).contains("Wristband: blue");
        });
    }

    @Test
    void asksNobody_ticketIsNotMarkedOrIsNotLetIn() {
        admitted(Guests.ticket(test, event));
        Ticket unpaid = marked("Wristband: blue");
        test.execute("update ticket set status = 'UNPAID' where id = '" + unpaid.id() + "'");
        admissions.admit(new TicketAdmission(unpaid.code(), lane.id(), UUID.randomUUID()), NOW);
        assertThat(asked()).isEmpty();
    }

    @Test
    void asksAgain_theGuestComesAgain() {
        Ticket ticket = marked("Wristband: blue");
        new EntryRuleChange(test.database())
                .change(event.id(), new EntryRules(EntryRules.Reentry.AFTER_EXIT, Duration.ZERO, 6), "staff Ada", NOW);
        admitted(ticket);
        test.database()
                .transact(tx ->
                        ReferralStore.resolve(tx, asked().getFirst().referral().id(), "Ada", NOW));
        admissions.leave(new ExitRequest(ticket.id(), lane.id(), UUID.randomUUID()), NOW.plusSeconds(60));
        assertThat(asked()).isEmpty();
        admissions.admit(new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), NOW.plusSeconds(120));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void asksASteward_ofATicketThatCameAlong() {
        Ticket lead = Guests.ticket(test, event);
        Ticket child = marked("Child: earmuffs");
        new Parties(test.database()).add(event.id(), lead.code(), child.code(), "staff Ada", NOW);
        assertThat(admissions.admitAlong(admitted(lead).id(), child.id(), NOW))
                .isInstanceOf(AdmissionOutcome.Admitted.class);
        assertThat(asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.referral().ticket()).contains(child.id()));
    }

    /// As of everything that is looked up on the board: it says a lane, and here it is any.
    @Test
    void asksASteward_whomAnotherLetInAwayFromALane() {
        byHand(marked("Wristband: blue"), Optional.empty());
        byHand(marked("Wristband: red"), Optional.of(Guests.lane(test, event).id()));
        assertThat(asked())
                .extracting(asked -> asked.note().orElseThrow())
                .containsExactlyInAnyOrder("Wristband: blue", "Wristband: red");
    }

    @Test
    void asksASteward_whomALaneLetInWhileItWasApart() {
        OfflineAdmission told = new OfflineAdmission(
                marked("Wristband: blue").id(),
                lane.id(),
                UUID.randomUUID(),
                Means.TICKET,
                NOW.minusSeconds(1_200),
                Duration.ofSeconds(1),
                true);
        admissions.merge(told, NOW);
        admissions.merge(told, NOW);
        assertThat(asked()).hasSize(1);
    }

    private Ticket marked(String attention) {
        Ticket ticket = Guests.ticket(test, event);
        test.execute("update ticket set attention = '" + attention + "' where id = '" + ticket.id() + "'");
        return ticket;
    }

    private Admission admitted(Ticket ticket) {
        AdmissionOutcome outcome =
                admissions.admit(new TicketAdmission(ticket.code(), lane.id(), UUID.randomUUID()), NOW);
        assertThat(outcome).isInstanceOf(AdmissionOutcome.Admitted.class);
        return ((AdmissionOutcome.Admitted) outcome).admission();
    }

    private void byHand(Ticket ticket, Optional<LaneId> where) {
        HandAdmission request =
                new HandAdmission(event.id(), ticket.code(), where, "Ada", "no reader", UUID.randomUUID(), Set.of());
        assertThat(admissions.admitByHand(request, NOW)).isInstanceOf(AdmissionOutcome.Admitted.class);
    }

    private List<ReferralStore.Standing> asked() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id()));
    }
}
