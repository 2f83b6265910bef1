package org.facelane.venue.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRuleChange;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.admission.HandOutcome;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.steward.LetInByHand.GateWord;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A steward lets a guest in by the ticket.
class LetInByHandTest {
    private static TestDatabase test;

    private final List<AdmissionId> commands = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private GateOutcome gateSays = new GateOutcome.Opened();
    private Admissions admissions;
    private Stewards stewards;
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
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        stewards = new Stewards(
                test.database(),
                admissions,
                Guests.ownTickets(test),
                _ -> Optional.of(this::command),
                Guests.noAgents(test));
    }

    @Test
    void letsIn_andOpensTheGateOnce_howeverOftenThePhoneAsks() {
        HandAdmission wish = wish(Guests.ticket(test, event), Set.of());
        LetInByHand first = stewards.admitByHand(wish, Guests.NOW);
        assertThat(first.gate()).isEqualTo(GateWord.OPENED);
        assertThat(stewards.admitByHand(wish, Guests.NOW.plusSeconds(3))).isEqualTo(first);
        assertThat(commands).containsExactly(admission(first).id());
        assertThat(audit()).isEqualTo("admitted by hand");
    }

    @Test
    void saysThatTheGateDidNotOpen_andCommandsItNoSecondTime() {
        gateSays = new GateOutcome.NotOpened(GateOutcome.Reason.NO_ANSWER, "no answer in 2 s");
        HandAdmission wish = wish(Guests.ticket(test, event), Set.of());
        assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.DID_NOT_OPEN);
        assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.DID_NOT_OPEN);
        assertThat(commands).hasSize(1);
    }

    @Test
    void commandsNoGate_whereNoLaneIsNamed() {
        Ticket ticket = Guests.ticket(test, event);
        HandAdmission wish = new HandAdmission(
                event.id(), ticket.code(), Optional.empty(), "Ada", "no reader", UUID.randomUUID(), Set.of());
        assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.NOT_COMMANDED);
        assertThat(commands).isEmpty();
    }

    @Test
    void isAdmittedAgain_afterItWasTakenBack() {
        Ticket ticket = Guests.ticket(test, event);
        HandAdmission wish = wish(ticket, Set.of());
        Admission admission = admission(stewards.admitByHand(wish, Guests.NOW));
        assertThat(stewards.annul(admission.id(), "Ada", Guests.NOW)).isTrue();
        assertThat(stewards.admitByHand(wish, Guests.NOW).outcome()).isInstanceOf(AlreadyAdmitted.class);
        assertThat(stewards.admitByHand(wish(ticket, Set.of()), Guests.NOW).outcome())
                .isInstanceOf(Admitted.class);
    }

    @Test
    void overrulesWhatTheStewardWasTold_andTheAuditSaysSo() {
        Ticket ticket = Guests.ticket(test, event);
        test.execute("update ticket set entrance = 'South', valid_from = '" + Guests.NOW.plusSeconds(600)
                + "' where id = '" + ticket.id() + "'");
        test.execute("update lane set entrance = 'North' where id = '" + lane.id() + "'");
        assertThat(outcome(ticket, Set.of())).isEqualTo(new NotAdmissible(ReferReason.TICKET_NOT_YET_VALID));
        assertThat(outcome(ticket, Set.of(ReferReason.TICKET_NOT_YET_VALID)))
                .as("only what the steward was told")
                .isEqualTo(new NotAdmissible(ReferReason.OTHER_ENTRANCE));
        Set<ReferReason> both = Set.of(ReferReason.TICKET_NOT_YET_VALID, ReferReason.OTHER_ENTRANCE);
        assertThat(outcome(ticket, both)).isInstanceOf(Admitted.class);
        assertThat(audit()).isEqualTo("admitted by hand, overruling TICKET_NOT_YET_VALID and OTHER_ENTRANCE");
    }

    @Test
    void overrulesTheWaitBeforeComingInAgain() {
        new EntryRuleChange(test.database())
                .change(
                        event.id(),
                        new EntryRules(Reentry.AFTER_EXIT, Duration.ofMinutes(10), 4),
                        "staff Ada",
                        Guests.NOW);
        Ticket ticket = Guests.ticket(test, event);
        outcome(ticket, Set.of());
        Instant left = Guests.NOW.plusSeconds(60);
        admissions.leave(new ExitRequest(ticket.id(), lane.id(), UUID.randomUUID()), left);
        Instant back = left.plusSeconds(60);
        assertThat(stewards.admitByHand(wish(ticket, Set.of()), back).outcome())
                .isEqualTo(new NotAdmissible(ReferReason.LEFT_JUST_NOW));
        assertThat(stewards.admitByHand(wish(ticket, Set.of(ReferReason.LEFT_JUST_NOW)), back)
                        .outcome())
                .isInstanceOf(Admitted.class);
    }

    @Test
    void overrulesNeitherABlockedTicket_norSomebodyInside() {
        Ticket blocked = Guests.ticket(test, event, Ticket.Status.BLOCKED);
        assertThat(outcome(blocked, HandAdmission.OVERRULABLE))
                .isEqualTo(new NotAdmissible(ReferReason.TICKET_BLOCKED));
        Ticket inside = Guests.ticket(test, event);
        outcome(inside, Set.of());
        assertThat(outcome(inside, HandAdmission.OVERRULABLE))
                .isEqualTo(new AlreadyAdmitted(Guests.NOW, Optional.of(lane.id())));
        assertThat(commands).hasSize(1);
        assertThatThrownBy(() -> wish(blocked, Set.of(ReferReason.TICKET_BLOCKED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNothing_wrongCode() {
        HandAdmission wish = new HandAdmission(
                event.id(), "no such code", Optional.empty(), "Ada", "no reader", UUID.randomUUID(), Set.of());
        assertThat(stewards.admitByHand(wish, Guests.NOW).outcome()).isEqualTo(new NotFound());
    }

    @Test
    void saysThatTheGateIsBeingOpened_whenThePhoneAsksMeanwhile() {
        HandAdmission wish = wish(Guests.ticket(test, event), Set.of());
        meanwhile =
                () -> assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.OPENING);
        assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.OPENED);
        assertThat(stewards.admitByHand(wish, Guests.NOW).gate()).isEqualTo(GateWord.OPENED);
        assertThat(commands).hasSize(1);
    }

    @Test
    void saysThatItIsAnotherWish_whereTheTicketOrTheLaneIsAnother() {
        Ticket ticket = Guests.ticket(test, event);
        UUID nonce = UUID.randomUUID();
        Lane other = Guests.lane(test, event);
        stewards.admitByHand(wish(ticket, lane, nonce), Guests.NOW);
        assertThat(stewards.admitByHand(wish(Guests.ticket(test, event), lane, nonce), Guests.NOW))
                .isEqualTo(new LetInByHand(new HandOutcome.OtherWish(), GateWord.NOT_COMMANDED));
        assertThat(stewards.admitByHand(wish(ticket, other, nonce), Guests.NOW).outcome())
                .isEqualTo(new HandOutcome.OtherWish());
        assertThat(commands).hasSize(1);
    }

    @Test
    void letsNobodyInAtALaneThatWasRevoked() {
        Lane revoked = Guests.lane(test, event);
        test.execute("update lane set revoked_at = '" + Guests.NOW + "' where id = '" + revoked.id() + "'");
        Ticket ticket = Guests.ticket(test, event);
        assertThat(stewards.admitByHand(wish(ticket, revoked, UUID.randomUUID()), Guests.NOW))
                .isEqualTo(new LetInByHand(new HandOutcome.NoSuchLane(), GateWord.NOT_COMMANDED));
        assertThat(outcome(ticket, Set.of())).isInstanceOf(Admitted.class);
    }

    private HandAdmission wish(Ticket ticket, Lane at, UUID nonce) {
        return new HandAdmission(
                event.id(), ticket.code(), Optional.of(at.id()), "Ada", "face not recognised", nonce, Set.of());
    }

    private GateOutcome command(Admission admission) {
        commands.add(admission.id());
        meanwhile.run();
        return gateSays;
    }

    private HandOutcome outcome(Ticket ticket, Set<ReferReason> overruled) {
        return stewards.admitByHand(wish(ticket, overruled), Guests.NOW).outcome();
    }

    private HandAdmission wish(Ticket ticket, Set<ReferReason> overruled) {
        return new HandAdmission(
                event.id(),
                ticket.code(),
                Optional.of(lane.id()),
                "Ada",
                "face not recognised",
                UUID.randomUUID(),
                overruled);
    }

    private static Admission admission(LetInByHand let) {
        return ((Admitted) let.outcome()).admission();
    }

    private static String audit() {
        return test.database().read(tx -> AuditLog.latest(tx, 1)).getFirst().action();
    }
}
