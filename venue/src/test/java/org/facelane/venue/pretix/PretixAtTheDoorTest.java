package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.pretix.ConnectedLanes.admitted;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.party.Parties;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Our lanes and pretix's own doors let in by the same tickets, while the network between loses what it likes.
class PretixAtTheDoorTest {
    @RegisterExtension
    static final FreshLanes lanes = new FreshLanes();

    private ConnectedLanes venue;

    @BeforeEach
    void prepare() {
        venue = lanes.now();
    }

    @Test
    void annulsWhatPretixRefuses_andSaysWhy() {
        Ticket ticket = venue.ticket("unpaid");
        Admission admission = admitted(venue.admit(ticket));
        assertThat(venue.enter(admission)).contains(ReferReason.TICKET_UNPAID);
        assertThat(venue.standing())
                .singleElement()
                .satisfies(each -> assertThat(each.annulledAt()).isPresent());
        venue.later();
        assertThat(venue.server.redeemed())
                .as("told once, and nothing to take back")
                .hasSize(1);
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().refused())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ticket.code());
                    assertThat(refused.reason()).isEqualTo(ReferReason.TICKET_UNPAID);
                });
    }

    @Test
    void goesOnByItsOwnRules_whilePretixIsSilent_andTellsLaterWithTheTimeOfThen() {
        Ticket ticket = venue.ticket("");
        venue.server.faults(() -> Fault.LOST);
        Instant then = venue.clock.instant();
        Admission admission = admitted(venue.admit(ticket));
        assertThat(venue.redemptions.enter(admission, then)).isEmpty();
        venue.later();
        assertThat(venue.server.checkins(ticket.code())).isEmpty();
        venue.server.faults(() -> Fault.NONE);
        venue.later();
        assertThat(venue.server.checkins(ticket.code()))
                .singleElement()
                .satisfies(checkin -> assertThat(checkin.datetime()).isEqualTo(then));
        venue.later();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
    }

    @Test
    void doesNotAsk_forAsLongAsPretixHasHadEnough() {
        venue.server.faults(() -> Fault.THROTTLED);
        assertThat(venue.enter(admitted(venue.admit(venue.ticket(""))))).isEmpty();
        venue.server.faults(() -> Fault.NONE);
        venue.clock.pass(Duration.ofSeconds(6));
        Ticket second = venue.ticket("");
        assertThat(venue.enter(admitted(venue.admit(second)))).isEmpty();
        assertThat(venue.server.checkins(second.code())).as("7 s are not over").isEmpty();
        venue.clock.pass(Duration.ofSeconds(2));
        Ticket third = venue.ticket("");
        assertThat(venue.enter(admitted(venue.admit(third)))).isEmpty();
        assertThat(venue.server.checkins(third.code())).hasSize(1);
    }

    @Test
    void asksASteward_ticketWasUsedAtAnOrdinaryDoorWhilePretixWasSilent() {
        Ticket ticket = venue.ticket("");
        venue.server.faults(() -> Fault.LOST);
        venue.enter(admitted(venue.admit(ticket)));
        assertThat(venue.server.scan(ticket.code(), "entry")).isTrue();
        venue.server.faults(() -> Fault.NONE);
        venue.later();
        assertThat(venue.referred(ticket)).containsExactly(ReferReason.ADMITTED_TWICE);
        assertThat(venue.server.checkins(ticket.code()))
                .as("both are on record there")
                .hasSize(2);
    }

    @Test
    void asksASteward_pretixWouldNotHaveLetInWhoCameWhileItWasSilent_andDoesNotTellItWhatItSaid() {
        Ticket unpaid = venue.ticket("unpaid");
        venue.server.faults(() -> Fault.LOST);
        venue.enter(admitted(venue.admit(unpaid)));
        venue.server.faults(() -> Fault.NONE);
        venue.later();
        venue.later();
        assertThat(venue.referred(unpaid)).containsExactly(ReferReason.TICKET_UNPAID);
        assertThat(venue.server.checkins(unpaid.code())).hasSize(1);
        assertThat(venue.server.failed()).isEmpty();
    }

    @Test
    void knowsATicketThatWasUsedAtAnOrdinaryDoor_evenWhilePretixIsSilent() {
        Ticket ticket = venue.ticket("");
        venue.server.scan(ticket.code(), "entry");
        venue.later();
        venue.server.faults(() -> Fault.LOST);
        assertThat(venue.admit(ticket)).isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void takesAnEntryBackThere_nobodyPassed_andTellsExitsAndRefusals() {
        Ticket gone = venue.ticket("");
        Admission admission = admitted(venue.admit(gone));
        venue.enter(admission);
        assertThat(venue.server.checkins(gone.code())).hasSize(1);
        venue.admissions.annul(admission.id(), "Ada", venue.clock.instant());
        venue.later();
        assertThat(venue.server.checkins(gone.code())).isEmpty();

        Ticket leaving = venue.ticket("");
        venue.enter(admitted(venue.admit(leaving)));
        venue.admissions.leave(
                new ExitRequest(leaving.id(), venue.lanes.getFirst().id(), UUID.randomUUID()), venue.clock.instant());
        venue.later();
        assertThat(venue.server.checkins(leaving.code()))
                .extracting(checkin -> checkin.type())
                .containsExactly("entry", "exit");

        venue.refer(leaving.id(), ReferReason.TICKET_BLOCKED);
        venue.later();
        venue.later();
        assertThat(venue.server.failed())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.path("error_reason").asString("")).isEqualTo("blocked"));
    }

    @Test
    void tellsTheEntryAgain_withTheTimeOfThen_itsGuestPassedAfterAll() {
        Ticket slow = venue.ticket("");
        Admission admission = admitted(venue.admit(slow));
        venue.enter(admission);
        venue.nobodyPassed(admission);
        venue.later();
        assertThat(venue.server.checkins(slow.code())).isEmpty();
        venue.passed(admission);
        venue.later();
        venue.later();
        assertThat(venue.server.checkins(slow.code())).singleElement().satisfies(again -> {
            assertThat(again.datetime()).isEqualTo(admission.admittedAt());
            assertThat(again.nonce()).contains(venue.nonceOfEntry(admission));
        });
        assertThat(venue.referred(slow)).isEmpty();
        assertThat(venue.enter(admission))
                .as("asked again it knows that it is the same")
                .isEmpty();
        venue.admissions.annul(admission.id(), "Ada", venue.clock.instant());
        venue.later();
        assertThat(venue.server.checkins(slow.code()))
                .as("a steward takes it back all the same")
                .isEmpty();
    }

    @Test
    void takesAnEntryBackThere_onceTheDeviceThatMadeItIsBack() {
        Ticket ticket = venue.ticket("");
        Admission admission = admitted(venue.admit(ticket));
        venue.enter(admission);
        known(false);
        venue.nobodyPassed(admission);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().untold()).isEqualTo(1);
        known(true);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code())).isEmpty();
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().untold()).isZero();
    }

    @Test
    void takesAnEntryBackThere_thatAnotherLanesDeviceHasTold() {
        known(false);
        Ticket ticket = venue.ticket("");
        Admission admission = admitted(venue.admit(ticket));
        venue.enter(admission);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
        known(true);
        venue.nobodyPassed(admission);
        venue.tellLater();
        assertThat(venue.server.checkins(ticket.code())).isEmpty();
    }

    /// Whether pretix knows the device of the lane where everybody comes in.
    private void known(boolean isKnown) {
        venue.test.execute("update pretix_device set known = " + isKnown + " where lane_id = '"
                + venue.lanes.getFirst().id() + "'");
    }

    /// The process ends after pretix has heard of the annulment and before that is written down.
    @Test
    void tellsTheEntryAgain_theAnswerToTheAnnulmentWasLost() {
        Ticket slow = venue.ticket("");
        Admission admission = admitted(venue.admit(slow));
        venue.enter(admission);
        venue.nobodyPassed(admission);
        venue.server.faults(() -> Fault.ANSWER_LOST);
        venue.later();
        assertThat(venue.server.checkins(slow.code())).isEmpty();
        venue.passed(admission);
        venue.server.faults(() -> Fault.NONE);
        venue.later();
        venue.later();
        assertThat(venue.server.checkins(slow.code())).hasSize(1);
        assertThat(venue.referred(slow)).isEmpty();
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().untold()).isZero();
    }

    @Test
    void asksASteward_ticketWasUsedAtAnOrdinaryDoorBeforeItsGuestPassedAfterAll() {
        Ticket slow = venue.ticket("");
        Admission admission = admitted(venue.admit(slow));
        venue.enter(admission);
        venue.nobodyPassed(admission);
        venue.later();
        assertThat(venue.server.scan(slow.code(), "entry")).isTrue();
        venue.passed(admission);
        venue.later();
        assertThat(venue.referred(slow)).containsOnly(ReferReason.ADMITTED_TWICE);
        assertThat(venue.server.checkins(slow.code())).hasSize(2);
    }

    @Test
    void tellsTheSteward_whatPretixAsksToBeSeenTo_onceAndOnlyAtTheEntry() {
        Ticket marked = venue.ticket("");
        venue.server.ticket(marked.code(), "", true, "Wristband: blue");
        venue.enter(admitted(venue.admit(marked)));
        assertThat(venue.referred(marked)).containsExactly(ReferReason.TICKETING_ATTENTION);
        assertThat(note(marked)).contains("Wristband: blue");
        resolve(marked);
        venue.admissions.leave(
                new ExitRequest(marked.id(), venue.lanes.getFirst().id(), UUID.randomUUID()), venue.clock.instant());
        venue.later();
        assertThat(venue.referred(marked)).isEmpty();

        Ticket late = venue.ticket("");
        venue.server.ticket(late.code(), "", true, "");
        venue.server.faults(() -> Fault.LOST);
        venue.enter(admitted(venue.admit(late)));
        assertThat(venue.referred(late)).isEmpty();
        venue.server.faults(() -> Fault.NONE);
        venue.later();
        assertThat(venue.referred(late)).containsExactly(ReferReason.TICKETING_ATTENTION);
        assertThat(note(late)).isEmpty();
    }

    @Test
    void tellsTheSteward_whyPretixsRulesDoNotLetIn() {
        Ticket early = venue.ticket("rules");
        assertThat(venue.enter(admitted(venue.admit(early)))).contains(ReferReason.TICKETING_RULES);
        venue.refer(early.id(), ReferReason.TICKETING_RULES);
        assertThat(venue.referred(early)).as("the lane asks the same").containsExactly(ReferReason.TICKETING_RULES);
        assertThat(note(early)).contains("Only allowed after 18:00");
    }

    @Test
    void putsOnRecordThere_whatAStewardLetInByHand_andAsksNobodyAgain() {
        venue.server.includesPending(true);
        Ticket unpaid = venue.ticket("unpaid");
        assertThat(venue.enter(admitted(venue.admit(unpaid)))).contains(ReferReason.TICKET_PAYABLE);
        venue.admissions.admitByHand(
                new HandAdmission(
                        venue.event.id(),
                        unpaid.code(),
                        Optional.of(venue.lanes.getFirst().id()),
                        "Ada",
                        "paid in cash",
                        UUID.randomUUID(),
                        Set.of(ReferReason.TICKET_PAYABLE)),
                venue.clock.instant());
        venue.later();
        assertThat(venue.server.checkins(unpaid.code())).hasSize(1);
        assertThat(venue.referred(unpaid)).isEmpty();
    }

    /// A guest brings two: each ticket is asked for by itself, and a refused one keeps nobody else out.
    @Test
    void asksForEachTicketOfAParty() {
        Ticket lead = venue.ticket("");
        Ticket child = venue.ticket("");
        Ticket unpaid = venue.ticket("unpaid");
        Parties parties = new Parties(venue.test.database());
        parties.add(venue.event.id(), lead.code(), child.code(), "staff Ada", venue.clock.instant());
        parties.add(venue.event.id(), lead.code(), unpaid.code(), "staff Ada", venue.clock.instant());
        Admission first = admitted(venue.admit(lead));
        assertThat(venue.enter(first)).isEmpty();
        assertThat(venue.enter(along(first, child))).isEmpty();
        assertThat(venue.enter(along(first, unpaid))).contains(ReferReason.TICKET_UNPAID);
        assertThat(venue.server.checkins(lead.code())).hasSize(1);
        assertThat(venue.server.checkins(child.code())).hasSize(1);
        assertThat(venue.server.checkins(unpaid.code())).isEmpty();
        venue.later();
        assertThat(venue.standing())
                .filteredOn(each -> each.annulledAt().isEmpty())
                .as("the ticket that was refused is not burnt")
                .extracting(each -> each.ticketCode())
                .containsExactlyInAnyOrder(lead.code(), child.code());
    }

    private Admission along(Admission lead, Ticket companion) {
        return admitted(venue.admissions.admitAlong(lead.id(), companion.id(), venue.clock.instant()));
    }

    private Optional<String> note(Ticket ticket) {
        return opened(ticket).note();
    }

    private void resolve(Ticket ticket) {
        venue.test
                .database()
                .transact(tx ->
                        ReferralStore.resolve(tx, opened(ticket).referral().id(), "Ada", venue.clock.instant()));
    }

    private ReferralStore.Standing opened(Ticket ticket) {
        return venue.test.database().read(tx -> ReferralStore.open(tx, venue.event.id())).stream()
                .filter(each -> each.referral().ticket().equals(Optional.of(ticket.id())))
                .findFirst()
                .orElseThrow();
    }
}
