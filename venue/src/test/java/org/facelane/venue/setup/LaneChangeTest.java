package org.facelane.venue.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneChangeTest {
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
    void isKeptWithTheLane_andAuditedOnce() {
        assertThat(change(event, OnSuspicion.ASK_TICKET)).isTrue();
        assertThat(change(event, OnSuspicion.ASK_TICKET)).isTrue();
        assertThat(now()).isEqualTo(OnSuspicion.ASK_TICKET);
        assertThat(audited())
                .containsExactly(new AuditLog.Line(
                        Guests.NOW,
                        "staff organiser",
                        "set lane from REFER to ASK_TICKET on a suspicion, light first",
                        "lane " + lane.id()));
    }

    @Test
    void changesNothing_laneOfAnotherEvent() {
        assertThat(change(Guests.event(test), OnSuspicion.NOTE)).isFalse();
        assertThat(now()).isEqualTo(OnSuspicion.REFER);
        assertThat(audited()).isEmpty();
    }

    @Test
    void changesNothing_laneRevoked() {
        test.database().transact(tx -> LaneStore.revoke(tx, lane.id(), Guests.NOW));
        assertThat(change(event, OnSuspicion.NOTE)).isFalse();
        assertThat(now()).isEqualTo(OnSuspicion.REFER);
        assertThat(audited()).isEmpty();
    }

    private boolean change(Event of, OnSuspicion to) {
        return new LaneChange(test.database()).change(of.id(), lane.id(), to, true, "staff organiser", Guests.NOW);
    }

    private OnSuspicion now() {
        return test.database()
                .read(tx -> LaneStore.find(tx, lane.id()))
                .orElseThrow()
                .lane()
                .onSuspicion();
    }

    private static List<AuditLog.Line> audited() {
        return test.database().read(tx -> AuditLog.latest(tx, 10)).stream()
                .filter(line -> line.action().startsWith("set lane"))
                .toList();
    }
}
