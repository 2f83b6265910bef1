package org.facelane.venue.edge.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.testing.Guests.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAsk.Line;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.edge.office.LastWords.Waiting;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long the words of a revoked agent wait for an organiser.
class LastWordsTest {
    private static final Duration KEPT = Duration.ofHours(1);

    private static TestDatabase test;

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
    }

    @Test
    void areLeftOut_onceNobodyHasDecidedInTime() {
        LastWords words = words(KEPT);
        AgentId agent = revoked(lane);
        words.keep(agent, UUID.randomUUID(), List.of(line(1)), NOW);
        Lane other = Guests.lane(test, event);
        words.keep(revoked(other), UUID.randomUUID(), List.of(line(1), line(2)), NOW.plusSeconds(60));
        assertThat(words.waiting(event.id(), lane.id())).isEqualTo(new Waiting(1, 0, Optional.of(NOW.plus(KEPT))));

        assertThat(words.forget(NOW.plus(KEPT).minusMillis(1))).isZero();
        assertThat(words.forget(NOW.plus(KEPT))).isEqualTo(1);
        assertThat(words.waiting(event.id(), lane.id())).isEqualTo(new Waiting(0, 0, Optional.empty()));
        assertThat(words.waiting(event.id(), other.id()).admissions()).isEqualTo(2);
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 1));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.actor()).isEqualTo("system");
            assertThat(line.action()).contains("left out 1 lines of a revoked agent");
            assertThat(line.subject()).isEqualTo("lane " + lane.id());
        });
        assertThat(words.decide(event.id(), lane.id(), true, "staff organiser", NOW.plus(KEPT)))
                .as("it is too late")
                .isZero();
        assertThat(count("admission")).isZero();
    }

    @Test
    void areNeverKeptPastTheEventsDeadline() {
        Duration tooLong = Duration.between(NOW, event.eraseAfter()).plusDays(7);
        LastWords words = words(tooLong);
        words.keep(revoked(lane), UUID.randomUUID(), List.of(line(1)), NOW);
        assertThat(words.waiting(event.id(), lane.id()).until()).hasValue(event.eraseAfter());
        assertThat(words.forget(event.eraseAfter().minusMillis(1))).isZero();
        assertThat(words.forget(event.eraseAfter())).isEqualTo(1);
        assertThat(count("agent_last_word")).isZero();
    }

    @Test
    void whatAnOrganiserHasTakenIn_isNotForgotten() {
        LastWords words = words(KEPT);
        words.keep(revoked(lane), UUID.randomUUID(), List.of(line(1)), NOW);
        assertThat(words.decide(event.id(), lane.id(), true, "staff organiser", NOW.plusSeconds(5)))
                .isEqualTo(1);
        assertThat(words.forget(NOW.plus(KEPT))).isZero();
        assertThat(count("admission")).isEqualTo(1);
    }

    private static LastWords words(Duration kept) {
        return new LastWords(
                test.database(),
                new LedgerMerge(test.database(), new Admissions(test.database(), GatePatience.DEFAULT)),
                kept);
    }

    private AgentId revoked(Lane of) {
        AgentOpening opening = new AgentOpening(test.database());
        String code = opening.invite(event.id(), of.id(), "staff tests", NOW)
                .orElseThrow()
                .code();
        Join.Answer joined =
                opening.join(Join.Ask.of(code, SigningKey.draw()), NOW).orElseThrow();
        assertThat(opening.revoke(event.id(), of.id(), "staff tests", NOW)).isTrue();
        return new AgentId(joined.agent());
    }

    private Line line(long number) {
        Ticket ticket = Guests.ticket(test, event);
        Instant at = NOW.minusSeconds(30);
        return Line.of(
                new Told.Admission(number, UUID.randomUUID(), ticket.id(), at, Duration.ofMillis(800), false, true));
    }

    private static long count(String table) {
        return test.database()
                .read(tx -> Sql.first(tx, "select count(*) from " + table, row -> row.getLong(1)))
                .orElseThrow();
    }
}
