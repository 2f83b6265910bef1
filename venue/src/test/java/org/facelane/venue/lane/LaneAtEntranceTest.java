package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.slice.Slicing;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a lane says to whoever it does not recognise, where it searches only guests of its entrance.
class LaneAtEntranceTest {
    private static final int FRAME_COUNT = 10;

    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private Event event;

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
    }

    @Test
    void saysWhoseGuestsItKnows() {
        split(true, false);
        LaneScreen screen = unrecognisedAt(Optional.of("South"));
        assertThat(screen).isEqualTo(new LaneScreen.AskEntrance("South"));
        assertThat(ScreenWords.of(screen).advice()).contains("entrance South", "ticket");
    }

    @Test
    void asksForTheTicket_whereItSearchesEverybody() {
        assertThat(unrecognisedAt(Optional.of("South"))).isEqualTo(new LaneScreen.AskTicket());
        split(true, true);
        assertThat(unrecognisedAt(Optional.empty())).isEqualTo(new LaneScreen.AskTicket());
        split(false, true);
        assertThat(unrecognisedAt(Optional.of("South"))).isEqualTo(new LaneScreen.AskTicket());
    }

    private void split(boolean byEntrance, boolean byTime) {
        new Slices(test.database(), Duration.ZERO)
                .set(event.id(), new Slicing(byEntrance, byTime), "staff tests", Guests.NOW);
    }

    private LaneScreen unrecognisedAt(Optional<String> entrance) {
        Lane lane = new Lane(
                LaneId.random(), event.id(), "Lane", entrance, Optional.empty(), Lane.OnSuspicion.REFER, false);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        DatabaseDesk desk = new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test));
        LaneTurn turn = new LaneTurn(
                LaneRules.DEFAULT, new Passage(lane, desk, new CountedGate(), clock), clock, new Random(1));
        LaneScreen screen = new LaneScreen.Idle();
        for (int frame = 1; frame <= FRAME_COUNT; frame++) {
            Instant at = Guests.NOW.plusMillis(100L * frame);
            Seen seen = new Seen(1, Guests.features(1), frame, PadVerdict.UNDECIDED, Optional.empty(), Guests.NOW);
            screen = turn.take(new Sighting(seen, List.of(), 10, Optional.empty()), at, Duration.ZERO)
                    .screen();
        }
        return screen;
    }
}
