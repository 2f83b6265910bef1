package org.facelane.venue.edge.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.testing.Guests.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A machine that was another lane's before, with a ledger of then.
class LedgerMergeTest {
    private static final UUID LEDGER = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private static TestDatabase test;

    private Event event;
    private Lane before;
    private Lane now;
    private LedgerMerge merge;

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
        before = Guests.lane(test, event);
        now = Guests.lane(test, event);
        merge = new LedgerMerge(test.database(), new Admissions(test.database(), GatePatience.DEFAULT));
    }

    @Test
    void leavesWhatIsKnownAtTheLaneWhereItWas_andTakesInTheRest() {
        Ticket ticket = Guests.ticket(test, event);
        UUID nonce = UUID.randomUUID();
        assertThat(tell(before, admitted(1, nonce, ticket.id()))).isEqualTo(1);
        UUID next = UUID.randomUUID();
        Ticket other = Guests.ticket(test, event);
        assertThat(tell(now, admitted(1, nonce, ticket.id()), admitted(2, next, other.id())))
                .isEqualTo(2);
        assertLane(nonce, before);
        assertLane(next, now);
    }

    @Test
    void putsALineThatContradictsTheRecordOnRecord_andTakesInTheRest() {
        UUID nonce = UUID.randomUUID();
        tell(before, admitted(1, nonce, Guests.ticket(test, event).id()));
        UUID next = UUID.randomUUID();
        TicketId another = Guests.ticket(test, event).id();
        TicketId other = Guests.ticket(test, event).id();
        assertThat(tell(now, admitted(1, nonce, another), admitted(2, next, other)))
                .isEqualTo(2);
        assertLane(next, now);
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 10));
        assertThat(lines).extracting(AuditLog.Line::action).containsOnlyOnce("told what contradicts the record");
    }

    private long tell(Lane lane, Told... told) {
        return merge.take(agent(lane), lane, LEDGER, List.of(told), NOW);
    }

    private static Told admitted(long number, UUID nonce, TicketId ticket) {
        return new Told.Admission(number, nonce, ticket, NOW.minusSeconds(30), Duration.ofMillis(800), false, true);
    }

    private static void assertLane(UUID nonce, Lane lane) {
        Optional<AdmissionStore.Standing> known = test.database().read(tx -> AdmissionStore.byNonce(tx, nonce));
        assertThat(known.orElseThrow().made().admission().lane()).contains(lane.id());
    }

    private AgentId agent(Lane of) {
        AgentOpening opening = new AgentOpening(test.database());
        String code = opening.invite(event.id(), of.id(), "staff tests", NOW)
                .orElseThrow()
                .code();
        Join.Answer joined =
                opening.join(Join.Ask.of(code, SigningKey.draw()), NOW).orElseThrow();
        return new AgentId(joined.agent());
    }
}
