package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.Ticket.Status;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.party.Parties;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Ordinary tickets held up to agents' cameras, while the server is heard and while it is not, with real ledgers and a
/// real database.
class TicketAtAgentTest {
    @RegisterExtension
    static final AgentDoors doors = new AgentDoors();

    private TestDatabase test;
    private SettableClock clock;
    private Event event;
    private Admissions admissions;

    @BeforeEach
    void prepare() {
        test = doors.test();
        clock = doors.clock();
        event = doors.event();
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
    }

    @Test
    void letsIn_byTheServersWord_whileItIsHeard() throws IOException {
        AgentDoor door = door();
        Ticket ticket = Guests.ticket(test, event);
        door.follow();
        assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        assertThat(count("admission where means = 'TICKET' and merged_at is null"))
                .as("the server made it before the gate opened")
                .isEqualTo(1);
        assertThat(door.show(ticket.code())).get().isInstanceOf(AlreadyAdmitted.class);
        door.follow();
        assertThat(door.show(ticket.code())).get().isInstanceOf(AlreadyAdmitted.class);
        assertThat(door.commands).hasSize(1);
        assertThat(count("admission where gate_opened_at is not null")).isEqualTo(1);
    }

    @Test
    void letsIn_byItsOwnWord_whileItIsNot_andTellsItOnce() throws IOException {
        AgentDoor door = door();
        Ticket ticket = Guests.ticket(test, event);
        door.follow();
        door.heard = false;
        Instant then = clock.instant();
        assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        clock.pass(Duration.ofMinutes(3));
        assertThat(door.show(ticket.code())).as("a second time").get().isInstanceOf(AlreadyAdmitted.class);
        assertThat(door.commands).hasSize(1);
        assertThat(count("admission")).isZero();

        door.heard = true;
        door.follow();
        door.follow();
        assertThat(count("admission where means = 'TICKET' and gate_opened_at is not null and admitted_at = '" + then
                        + "'::timestamptz"))
                .isEqualTo(1);
        assertThat(count("admission_conflict")).isZero();
        door.heard = false;
        assertThat(door.show(ticket.code()))
                .as("by what the server says of it now")
                .get()
                .isInstanceOf(AlreadyAdmitted.class);
        assertThat(door.commands).hasSize(1);
    }

    @Test
    void raisesAConflict_sameTicketAtTwoLanesApart() throws IOException {
        AgentDoor north = door();
        AgentDoor south = door();
        Ticket ticket = Guests.ticket(test, event);
        for (AgentDoor door : doors.all()) {
            door.follow();
            door.heard = false;
            assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        }
        for (AgentDoor door : List.of(north, south, north)) {
            door.heard = true;
            door.follow();
        }
        assertThat(count("admission")).isEqualTo(1);
        assertThat(count("admission_conflict")).isEqualTo(1);
        assertThat(count("referral where reason = 'ADMITTED_TWICE'")).isEqualTo(1);
    }

    @Test
    void refers_whatMayNotComeIn_heardOrNot() throws IOException {
        AgentDoor door = door(Optional.of("West"));
        Ticket unpaid = Guests.ticket(test, event, Status.UNPAID);
        Ticket blocked = Guests.ticket(test, event, Status.BLOCKED);
        Ticket cancelled = Guests.ticket(test, event, Status.CANCELLED);
        Ticket elsewhere = ticket(Optional.of("East"), Optional.empty(), Optional.empty());
        Ticket later =
                ticket(Optional.empty(), Optional.of(clock.instant().plus(Duration.ofMinutes(30))), Optional.empty());
        Ticket over = ticket(Optional.empty(), Optional.empty(), Optional.of(clock.instant()));
        Ticket here = ticket(Optional.of("West"), Optional.of(clock.instant()), Optional.empty());
        door.follow();
        for (boolean heard : List.of(true, false)) {
            door.heard = heard;
            assertThat(door.show(unpaid.code())).contains(new NotAdmissible(ReferReason.TICKET_UNPAID));
            assertThat(door.show(blocked.code())).contains(new NotAdmissible(ReferReason.TICKET_BLOCKED));
            assertThat(door.show(cancelled.code())).contains(new NotAdmissible(ReferReason.TICKET_CANCELLED));
            assertThat(door.show(elsewhere.code())).contains(new NotAdmissible(ReferReason.OTHER_ENTRANCE));
            assertThat(door.show(later.code())).contains(new NotAdmissible(ReferReason.TICKET_NOT_YET_VALID));
            assertThat(door.show(over.code())).contains(new NotAdmissible(ReferReason.TICKET_EXPIRED));
        }
        assertThat(door.commands).isEmpty();
        assertThat(door.show(here.code())).get().isInstanceOf(Admitted.class);
        clock.pass(Duration.ofMinutes(30));
        assertThat(door.show(later.code())).as("its time has come").get().isInstanceOf(Admitted.class);
        door.heard = true;
        door.follow();
        assertThat(count("referral where reason = 'TICKET_BLOCKED'")).isPositive();
        assertThat(count("admission")).isEqualTo(2);
    }

    @Test
    void knowsNoCodeOfAnybody_andFindsATicketThatWasSoldAMomentAgo() throws IOException {
        AgentDoor door = door();
        door.follow();
        assertThat(door.show("nobody's")).isEmpty();
        Ticket sold = Guests.ticket(test, event);
        door.heard = false;
        assertThat(door.show(sold.code())).as("it cannot know").isEmpty();
        door.heard = true;
        assertThat(door.show(sold.code())).get().isInstanceOf(Admitted.class);
        door.heard = false;
        assertThat(door.show("nobody's")).isEmpty();
        assertThat(door.show(sold.code())).get().isInstanceOf(AlreadyAdmitted.class);
        assertThat(door.commands).hasSize(1);
    }

    @Test
    void hearsOfEachChange_andOfNothingElse() throws IOException {
        AgentDoor door = door();
        Ticket first = Guests.ticket(test, event);
        Ticket second = Guests.ticket(test, event);
        Ticket third = Guests.ticket(test, event);
        door.follow();
        Ticket sold = Guests.ticket(test, event);
        status(first, Status.BLOCKED);
        admissions.admit(
                new TicketAdmission(second.code(), lane(Optional.empty()).id(), UUID.randomUUID()), clock.instant());
        assertThat(door.follow()).as("one answer says it all").isEqualTo(1);
        assertThat(door.tickets.book().count()).isEqualTo(4);

        door.heard = false;
        assertThat(door.show(first.code())).contains(new NotAdmissible(ReferReason.TICKET_BLOCKED));
        assertThat(door.show(second.code())).get().isInstanceOf(AlreadyAdmitted.class);
        assertThat(door.show(sold.code())).get().isInstanceOf(Admitted.class);
        door.heard = true;
        status(first, Status.VALID);
        door.follow();
        door.heard = false;
        assertThat(door.show(first.code())).get().isInstanceOf(Admitted.class);
        assertThat(door.show(third.code())).get().isInstanceOf(Admitted.class);
    }

    @Test
    void asksASteward_ticketWasRefundedWhileTheServerWasNotHeard() throws IOException {
        AgentDoor door = door();
        Ticket ticket = Guests.ticket(test, event);
        door.follow();
        door.heard = false;
        status(ticket, Status.CANCELLED);
        assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        door.heard = true;
        door.follow();
        assertThat(count("admission")).as("the guest is inside").isEqualTo(1);
        assertThat(count("referral where reason = 'TICKET_CANCELLED'")).isEqualTo(1);
    }

    @Test
    void bringsAParty_heardOrNot() throws IOException {
        for (boolean heard : List.of(true, false)) {
            AgentDoor door = door();
            Ticket lead = Guests.ticket(test, event);
            Ticket companion = Guests.ticket(test, event);
            Ticket further = Guests.ticket(test, event);
            for (Ticket each : List.of(companion, further)) {
                new Parties(test.database()).add(event.id(), lead.code(), each.code(), "staff tests", clock.instant());
            }
            door.follow();
            door.heard = heard;
            LedgerDesk desk = door.desk();
            assertThat(desk.ticketOf(door.lane, lead.code())).contains(lead.id());
            assertThat(desk.party(lead.id(), clock.instant())).containsExactly(companion.id(), further.id());
            AdmissionId leading = admitted(
                    desk.admit(new TicketAdmission(lead.code(), door.lane.id(), UUID.randomUUID()), clock.instant()));
            door.openGate(desk, leading);
            AdmissionId second = admitted(desk.admitAlong(leading, companion.id(), clock.instant()));
            door.openGate(desk, second);
            assertThat(desk.party(lead.id(), clock.instant())).containsExactly(further.id());
            door.heard = true;
            door.follow();
            door.follow();
            door.heard = heard;
            assertThat(door.show(companion.code())).get().isInstanceOf(AlreadyAdmitted.class);
            assertThat(door.show(further.code())).as("never burnt").get().isInstanceOf(Admitted.class);
        }
    }

    @Test
    void letsOutAndInAgain_byTheEventsRule() throws IOException {
        AgentDoor door = door();
        Ticket ticket = Guests.ticket(test, event);
        door.follow();
        door.heard = false;
        assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        clock.pass(Duration.ofMinutes(5));
        TicketId leaving = door.desk().ticketOf(door.lane, ticket.code()).orElseThrow();
        door.desk().leave(new ExitRequest(leaving, door.lane.id(), UUID.randomUUID()), clock.instant());
        door.heard = true;
        door.follow();
        door.follow();
        assertThat(count("admission where left_at is not null")).isEqualTo(1);
        door.heard = false;
        assertThat(door.show(ticket.code())).contains(new NotAdmissible(ReferReason.LEFT_FOR_GOOD));
        door.rules = new EntryRules(Reentry.AFTER_EXIT, Duration.ofMinutes(5), 6);
        assertThat(door.show(ticket.code())).contains(new NotAdmissible(ReferReason.LEFT_JUST_NOW));
        clock.pass(Duration.ofMinutes(5));
        assertThat(door.show(ticket.code())).get().isInstanceOf(Admitted.class);
        assertThat(door.commands).hasSize(2);
    }

    @Test
    void isOneTicket_forTheGuestsFaceAndForItsCode() throws IOException {
        for (boolean heard : List.of(true, false)) {
            AgentDoor door = door();
            Enrolled guest = Guests.enrolled(test, event);
            door.follow();
            door.heard = heard;
            FaceAdmission face = new FaceAdmission(
                    guest.reference(), guest.ticket().id(), door.lane.id(), UUID.randomUUID(), Duration.ofMillis(800));
            door.openGate(door.desk(), admitted(door.desk().admit(face, clock.instant())));
            assertThat(door.show(guest.ticket().code())).get().isInstanceOf(AlreadyAdmitted.class);
            assertThat(door.commands).hasSize(1);
        }
    }

    private static AdmissionId admitted(AdmissionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return ((Admitted) outcome).admission().id();
    }

    private AgentDoor door() throws IOException {
        return door(Optional.empty());
    }

    private AgentDoor door(Optional<String> entrance) throws IOException {
        return doors.open(lane(entrance));
    }

    private Lane lane(Optional<String> entrance) {
        Lane lane = new Lane(
                LaneId.random(),
                event.id(),
                "Lane " + UUID.randomUUID(),
                entrance,
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
        test.database().transact(tx -> LaneStore.insert(tx, lane, new byte[32], clock.instant()));
        return lane;
    }

    private Ticket ticket(Optional<String> entrance, Optional<Instant> from, Optional<Instant> until) {
        Ticket ticket = new Ticket(
                TicketId.random(),
                event.id(),
                "timed " + UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                entrance,
                from,
                until,
                Status.VALID);
        test.database().transact(tx -> {
            TicketStore.insert(tx, ticket);
            return ticket;
        });
        return ticket;
    }

    private void status(Ticket ticket, Status status) {
        test.database()
                .transact(tx -> Sql.update(
                        tx,
                        "update ticket set status = ? where id = ?",
                        status.name(),
                        ticket.id().value()));
    }

    /// @param rows a table of the event's, and what of it
    private long count(String rows) {
        return doors.all().getFirst().count(rows);
    }
}
