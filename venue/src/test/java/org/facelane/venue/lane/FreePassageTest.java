package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreePassageTest {
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final Told gate = new Told();
    private Lane lane;

    /// A gate that remembers what it was told, and can be cut off.
    private static final class Told implements Gate {
        private final List<String> words = new ArrayList<>();
        private boolean cut;

        @Override
        public GateOutcome open(Admission admission) {
            words.add("open");
            return new GateOutcome.Opened();
        }

        @Override
        public GateOutcome letAllPass(boolean all) {
            if (cut) {
                return new GateOutcome.NotOpened(GateOutcome.Reason.UNREACHABLE, "cut off");
            }
            words.add(all ? "free" : "guarded");
            return new GateOutcome.Opened();
        }
    }

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
        Event event = Guests.event(test);
        lane = Guests.lane(test, event);
    }

    @Test
    void commandsNothing_failSafe() {
        FreePassage free = free(WhenUndecided.FAIL_SAFE);
        assertThat(free.undecided()).isFalse();
        free.guarded();
        assertThat(gate.words).isEmpty();
    }

    @Test
    void letsEverybodyPassOnce_failOpen_andGuardsAgain_andSaysForHowLong() {
        FreePassage free = free(WhenUndecided.FAIL_OPEN);
        free.guarded();
        for (int look = 0; look < 5; look++) {
            assertThat(free.undecided()).isTrue();
        }
        clock.pass(Duration.ofSeconds(90));
        free.guarded();
        free.guarded();
        assertThat(gate.words).containsExactly("guarded", "free", "guarded");
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 1));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.action()).isEqualTo("let everybody pass"));
    }

    /// The gallery is fresh for some seconds more, and says nothing of the database.
    @Test
    void doesNotGuard_beforeTheDatabaseAnswers() {
        FreePassage free = free(WhenUndecided.FAIL_OPEN);
        free.decides();
        test.goDown();
        assertThat(free.undecided()).isTrue();
        assertThatThrownBy(free::decides).isInstanceOf(DatabaseUnreachable.class);
        assertThat(free.undecided()).isTrue();
        test.comeBack();
        free.decides();
        assertThat(gate.words).containsExactly("guarded", "free", "guarded");
    }

    @Test
    void isOnRecord_evenIfTheGateDoesNotAnswerAtTheEnd() {
        FreePassage free = free(WhenUndecided.FAIL_OPEN);
        assertThat(free.undecided()).isTrue();
        gate.cut = true;
        free.ends();
        List<AuditLog.Line> lines = test.database().read(tx -> AuditLog.latest(tx, 1));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.action()).isEqualTo("let everybody pass"));
    }

    @Test
    void tellsAgain_aGateThatDidNotAnswer() {
        FreePassage free = free(WhenUndecided.FAIL_OPEN);
        gate.cut = true;
        assertThat(free.undecided()).isFalse();
        gate.cut = false;
        assertThat(free.undecided()).as("not at once").isFalse();
        clock.pass(Duration.ofSeconds(2));
        assertThat(free.undecided()).isTrue();
    }

    private FreePassage free(WhenUndecided whenUndecided) {
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        return new FreePassage(
                lane,
                new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test)),
                gate,
                whenUndecided,
                clock);
    }
}
