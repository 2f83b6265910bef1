package org.facelane.venue.edge.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.AlongAsk;
import org.facelane.venue.edge.FindAsk;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.TicketAsk;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentOpening;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;

/// A lane with its agent, without pictures: a real desk with its ledger, an office with a real database, and between
/// them a network and a process that end where a test says so.
final class AgentDoor implements AutoCloseable {
    final Lane lane;
    final AgentTickets tickets = new AgentTickets();
    final List<AdmissionId> commands = new ArrayList<>();
    boolean heard = true;

    /// Whether what the server answers to a lane comes too late.
    boolean answersLost;

    EntryRules rules = EntryRules.DEFAULT;

    /// What the server has said, as it travels.
    final List<byte[]> told = new ArrayList<>();

    /// At which step the process ends; beyond the last: it does not.
    int endsAt = Integer.MAX_VALUE;

    private final TestDatabase test;
    private final Event event;
    private final SettableClock clock;
    private final Path file;
    private final AgentOffice office;
    private final AgentOffice.Caller.Known caller;
    private final AgentClock agentClock;
    private Ledger ledger;
    private int step;

    /// The process ends here.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    AgentDoor(TestDatabase test, Event event, Lane lane, Redemptions redemptions, SettableClock clock, Path folder)
            throws IOException {
        this.lane = lane;
        this.event = event;
        this.test = test;
        this.clock = clock;
        agentClock = new AgentClock(clock, System::nanoTime);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        office = TestOffice.at(test, admissions, redemptions, clock);
        AgentOpening opening = new AgentOpening(test.database());
        String code = opening.invite(event.id(), lane.id(), "staff tests", clock.instant())
                .orElseThrow()
                .code();
        Join.Answer joined = opening.join(Join.Ask.of(code, SigningKey.draw()), clock.instant())
                .orElseThrow();
        caller = new AgentOffice.Caller.Known(new AgentId(joined.agent()), lane);
        file = Files.createDirectories(folder.resolve(lane.id().toString())).resolve("ledger");
        ledger = Ledger.open(file, clock.instant());
    }

    LedgerDesk desk() {
        return new LedgerDesk(
                SyncAnswer.LaneLine.of(lane, event, Optional.empty(), Doorway.DEFAULT, rules, TestOffice.SETUP),
                ledger,
                tickets,
                new LedgerDesk.Server(this::ask, this::find),
                GatePatience.DEFAULT);
    }

    Ledger ledger() {
        return ledger;
    }

    /// The next process finds what this one wrote, and knows no ticket.
    void startAgain() {
        ledger.close();
        ledger = Ledger.open(file, clock.instant());
        tickets.clear();
        tickets.book().forget();
        endsAt = Integer.MAX_VALUE;
    }

    /// Somebody holds a ticket up, as the lane does it: the ticket is looked up, admitted, the gate opened.
    ///
    /// @return empty if the code is nobody's
    Optional<AdmissionOutcome> show(String code) {
        step = 0;
        LedgerDesk desk = desk();
        mayEnd();
        Optional<TicketId> ticket = desk.ticketOf(lane, code);
        mayEnd();
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        AdmissionOutcome outcome = desk.admit(new TicketAdmission(code, lane.id(), UUID.randomUUID()), clock.instant());
        mayEnd();
        switch (outcome) {
            case AdmissionOutcome.Admitted(Admission made) -> openGate(desk, made.id());
            case AdmissionOutcome.AdmittedHereJustNow(Admission made) -> openGate(desk, made.id());
            case AdmissionOutcome.AlreadyAdmitted _ -> refer(desk, ReferReason.ALREADY_ADMITTED, ticket.get());
            case AdmissionOutcome.NotAdmissible(ReferReason reason) -> refer(desk, reason, ticket.get());
            case AdmissionOutcome.NotFound _ -> {}
        }
        return Optional.of(outcome);
    }

    void openGate(LedgerDesk desk, AdmissionId admission) {
        if (desk.claimGate(admission, clock.instant())) {
            mayEnd();
            commands.add(admission);
            mayEnd();
            desk.gateOpened(admission, clock.instant());
            mayEnd();
        }
    }

    /// Hears from the server until there is nothing more, and tells it everything.
    ///
    /// @return how many answers that took
    int follow() {
        return follow(Integer.MAX_VALUE);
    }

    /// As [#follow()], until the network ends.
    ///
    /// @param answersMax after so many answers
    int follow(int answersMax) {
        int count = 0;
        boolean more = heard;
        while (more && count < answersMax) {
            count++;
            SyncAsk ask = question();
            AgentClock.Moment asked = agentClock.moment();
            SyncAnswer answer = ask(ask);
            told.add(WireText.write(answer));
            byte[] key =
                    Base64.getDecoder().decode(answer.secrets().orElseThrow().galleryKey());
            tickets.book().open(TicketKey.of(GalleryKey.of(key)));
            boolean _ = tickets.take(answer);
            more = tickets.book().take(ask.followed(), answer.page().orElseThrow(), asked);
        }
        return count;
    }

    /// One question, and for whom the gate is to be opened.
    List<GateOrder> hears() {
        return ask(question()).orders().gates();
    }

    private SyncAnswer ask(SyncAsk ask) {
        SyncAnswer answer = office.sync(caller, ask, clock.instant());
        if (!ask.told().isEmpty()) {
            long upTo = Math.min(ask.told().getLast().number(), answer.merged());
            ledger.append(new LedgerEntry.Merged(upTo), clock.instant());
        }
        return answer;
    }

    /// @param rows a table of the event's, and what of it
    long count(String rows) {
        return test.database()
                .read(tx -> Sql.first(
                        tx,
                        "select count(*) from " + rows + (rows.contains(" where ") ? " and " : " where ")
                                + "event_id = ?",
                        row -> row.getLong(1),
                        event.id().value()))
                .orElseThrow();
    }

    @Override
    public void close() {
        ledger.close();
    }

    private void refer(LedgerDesk desk, ReferReason reason, TicketId ticket) {
        desk.refer(new Referral(
                ReferralId.random(),
                event.id(),
                lane.id(),
                reason,
                Optional.of(ticket),
                Optional.empty(),
                Optional.of(Duration.ZERO),
                clock.instant()));
    }

    private Optional<AdmissionOutcome> ask(LedgerDesk.Question question) {
        mayEnd();
        if (!heard) {
            return Optional.empty();
        }
        AdmissionOutcome outcome = switch (question) {
            case LedgerDesk.Question.Recognised(FaceAdmission request) ->
                office.admit(caller, AdmitAsk.of(request), clock.instant()).outcome(request.ticket(), lane.id());
            case LedgerDesk.Question.Shown(TicketAdmission request, TicketId ticket) ->
                office.admit(caller, TicketAsk.of(request), clock.instant()).outcome(ticket, lane.id());
            case LedgerDesk.Question.Along(AdmissionId lead, TicketId companion, LaneId at) ->
                office.admitAlong(caller, AlongAsk.of(lead, companion), clock.instant())
                        .outcome(companion, at);
        };
        mayEnd();
        return answersLost ? Optional.empty() : Optional.of(outcome);
    }

    private Optional<FindAsk.Answer> find(String code) {
        return heard ? Optional.of(office.find(caller, new FindAsk(code))) : Optional.empty();
    }

    private void mayEnd() {
        if (step++ == endsAt) {
            throw new Crash();
        }
    }

    SyncAsk question() {
        Instant now = clock.instant();
        return new SyncAsk(
                now,
                Optional.empty(),
                0,
                Optional.of(new UUID(0, 0)),
                Optional.empty(),
                tickets.book().place(),
                ledger.id(),
                ledger.book().untold(SyncAsk.TOLD_COUNT_MAX).stream()
                        .map(SyncAsk.Line::of)
                        .toList(),
                new SyncAsk.State(LaneState.Activity.RECOGNISING, Optional.empty(), 0, 0, 0),
                Optional.empty(),
                false);
    }
}
