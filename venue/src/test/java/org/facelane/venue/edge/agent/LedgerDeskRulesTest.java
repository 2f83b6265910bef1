package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
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
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.AlongAsk;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.LaneLine;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.TicketAsk;
import org.facelane.venue.edge.agent.LedgerDesk.Question;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentOpening;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.party.Parties;
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

/// The rules of admission at an agent's desk, with a real ledger and a real database: heard, and by itself.
class LedgerDeskRulesTest {

    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final AgentTickets tickets = new AgentTickets();
    private Event event;
    private Lane lane;
    private Admissions admissions;
    private AgentOffice office;
    private AgentOffice.Caller.Known caller;
    private Ledger ledger;
    private boolean heard = true;

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
        office = TestOffice.at(test, admissions, clock);
        AgentOpening opening = new AgentOpening(test.database());
        String code = opening.invite(event.id(), lane.id(), "staff tests", clock.instant())
                .orElseThrow()
                .code();
        Join.Answer joined = opening.join(Join.Ask.of(code, SigningKey.draw()), clock.instant())
                .orElseThrow();
        caller = new AgentOffice.Caller.Known(new AgentId(joined.agent()), lane);
        ledger = Ledger.open(folder.resolve("ledger"), clock.instant());
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private Optional<AdmissionOutcome> ask(Question question) {
        if (!heard) {
            return Optional.empty();
        }
        return Optional.of(
                switch (question) {
                    case Question.Recognised(FaceAdmission request) ->
                        office.admit(caller, AdmitAsk.of(request), clock.instant())
                                .outcome(request.ticket(), request.lane());
                    case Question.Shown(TicketAdmission request, TicketId ticket) ->
                        office.admit(caller, TicketAsk.of(request), clock.instant())
                                .outcome(ticket, request.lane());
                    case Question.Along(AdmissionId lead, TicketId companion, LaneId at) ->
                        office.admitAlong(caller, AlongAsk.of(lead, companion), clock.instant())
                                .outcome(companion, at);
                });
    }

    @Test
    void letsInAgain_byTheEventsRule_fromTheExitThatItWasToldOf() {
        Enrolled guest = Guests.enrolled(test, event);
        follow(Optional.empty());
        Admitted before = admitted(desk(Reentry.NEVER, Duration.ZERO).admit(request(guest), clock.instant()));
        tell(desk(Reentry.NEVER, Duration.ZERO), before.admission().id());
        clock.pass(Duration.ofMinutes(10));
        admissions.leave(new ExitRequest(guest.ticket().id(), lane.id(), UUID.randomUUID()), clock.instant());
        heard = false;
        assertThat(desk(Reentry.AFTER_EXIT, Duration.ZERO).admit(request(guest), clock.instant()))
                .as("an exit that it was not told of has not happened")
                .isInstanceOf(AlreadyAdmitted.class);
        follow(Optional.empty());
        assertThat(desk(Reentry.NEVER, Duration.ZERO).admit(request(guest), clock.instant()))
                .isEqualTo(new NotAdmissible(ReferReason.LEFT_FOR_GOOD));
        clock.pass(Duration.ofMinutes(1));
        assertThat(desk(Reentry.AFTER_EXIT, Duration.ofMinutes(5)).admit(request(guest), clock.instant()))
                .isEqualTo(new NotAdmissible(ReferReason.LEFT_JUST_NOW));
        clock.pass(Duration.ofMinutes(5));
        assertThat(desk(Reentry.AFTER_EXIT, Duration.ofMinutes(5)).admit(request(guest), clock.instant()))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void bringsAParty_byTheServersWord_andByItsOwn() {
        for (boolean asked : List.of(true, false)) {
            Enrolled guest = Guests.enrolled(test, event);
            Ticket first = Guests.ticket(test, event);
            Ticket second = Guests.ticket(test, event);
            Ticket blocked = Guests.ticket(test, event, Ticket.Status.BLOCKED);
            for (Ticket companion : List.of(first, second, blocked)) {
                new Parties(test.database())
                        .add(event.id(), guest.ticket().code(), companion.code(), "staff tests", clock.instant());
            }
            follow(Optional.empty());
            heard = asked;
            LedgerDesk desk = desk(Reentry.NEVER, Duration.ZERO);
            assertThat(desk.party(guest.ticket().id(), clock.instant())).containsExactly(first.id(), second.id());
            AdmissionId lead = admitted(desk.admit(request(guest), clock.instant()))
                    .admission()
                    .id();
            assertThat(desk.admitAlong(lead, first.id(), clock.instant())).isInstanceOf(Admitted.class);
            assertThat(desk.party(guest.ticket().id(), clock.instant())).containsExactly(second.id());
            assertThat(desk.admitAlong(lead, blocked.id(), clock.instant()))
                    .isEqualTo(new NotAdmissible(ReferReason.TICKET_BLOCKED));
            assertThat(desk.admitAlong(AdmissionId.random(), second.id(), clock.instant()))
                    .isInstanceOf(AdmissionOutcome.NotFound.class);
            heard = true;
        }
    }

    @Test
    void bringsNobody_butItsOwnPartyAtItsOwnLane() {
        Enrolled guest = Guests.enrolled(test, event);
        Ticket companion = Guests.ticket(test, event);
        Ticket stranger = Guests.ticket(test, event);
        new Parties(test.database())
                .add(event.id(), guest.ticket().code(), companion.code(), "staff tests", clock.instant());
        follow(Optional.empty());
        AdmissionId lead = admitted(desk(Reentry.NEVER, Duration.ZERO).admit(request(guest), clock.instant()))
                .admission()
                .id();
        AgentOffice.Caller.Known elsewhere = new AgentOffice.Caller.Known(caller.agent(), Guests.lane(test, event));
        AlongAsk own = AlongAsk.of(lead, companion.id());
        assertThat(office.admitAlong(elsewhere, own, clock.instant()).admission())
                .isEmpty();
        assertThat(office.admitAlong(caller, AlongAsk.of(lead, stranger.id()), clock.instant())
                        .admission())
                .isEmpty();
        assertThat(office.admitAlong(caller, own, clock.instant()).admission()).isPresent();
    }

    @Test
    void hearsThatAPartyIsAnother() {
        Enrolled guest = Guests.enrolled(test, event);
        Ticket companion = Guests.ticket(test, event);
        SyncAnswer first = follow(Optional.empty());
        Parties parties = new Parties(test.database());
        parties.add(event.id(), guest.ticket().code(), companion.code(), "staff tests", clock.instant());
        SyncAnswer second = follow(Optional.of(first.news()));
        assertThat(tickets.party(guest.ticket().id())).hasSize(1);
        admissions.admit(new TicketAdmission(companion.code(), lane.id(), UUID.randomUUID()), clock.instant());
        SyncAnswer third = follow(Optional.of(second.news()));
        assertThat(tickets.party(guest.ticket().id()))
                .singleElement()
                .satisfies(known -> assertThat(known.used()).isTrue());
        parties.remove(event.id(), companion.code(), "staff tests", clock.instant());
        follow(Optional.of(third.news()));
        assertThat(tickets.party(guest.ticket().id())).isEmpty();
    }

    private LedgerDesk desk(Reentry reentry, Duration wait) {
        LaneLine line = LaneLine.of(
                lane, event, Optional.empty(), Doorway.DEFAULT, new EntryRules(reentry, wait, 6), TestOffice.SETUP);
        return new LedgerDesk(
                line, ledger, tickets, new LedgerDesk.Server(this::ask, _ -> Optional.empty()), GatePatience.DEFAULT);
    }

    private FaceAdmission request(Enrolled guest) {
        return new FaceAdmission(
                guest.reference(), guest.ticket().id(), lane.id(), UUID.randomUUID(), Duration.ofMillis(800));
    }

    private static Admitted admitted(AdmissionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Admitted.class);
        return (Admitted) outcome;
    }

    /// The gate opens, and the server takes the ledger in.
    private void tell(LedgerDesk desk, AdmissionId admission) {
        assertThat(desk.claimGate(admission, clock.instant())).isTrue();
        desk.gateOpened(admission, clock.instant());
        follow(Optional.empty());
    }

    private SyncAnswer follow(Optional<String> news) {
        Instant now = clock.instant();
        SyncAsk ask = new SyncAsk(
                now,
                Optional.empty(),
                0,
                news.isPresent() ? Optional.empty() : Optional.of(new UUID(0, 0)),
                news,
                Optional.empty(),
                ledger.id(),
                ledger.book().untold(SyncAsk.TOLD_COUNT_MAX).stream()
                        .map(SyncAsk.Line::of)
                        .toList(),
                new SyncAsk.State(LaneState.Activity.RECOGNISING, Optional.empty(), 0, 0, 0),
                Optional.empty(),
                false);
        SyncAnswer answer = office.sync(caller, ask, now);
        boolean _ = tickets.take(answer);
        if (!ask.told().isEmpty()) {
            ledger.append(new LedgerEntry.Merged(answer.merged()), now);
        }
        return answer;
    }
}
