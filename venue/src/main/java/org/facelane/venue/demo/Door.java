package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Erasure;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneEvent;

/// Two lanes beside each other, who comes to them, and the count of what went otherwise than it must. Not safe for use
/// by several threads.
final class Door {
    /// After this time the track of whoever stood there has ended.
    private static final Duration PAUSE = Duration.ofMillis(1_200);

    private static final Duration ERASURE_MAX = Duration.ofSeconds(10);

    private final List<DemoLane> lanes;
    private final Erasures erasures;
    private final InstantSource clock;
    private final ArrivalTable table;
    private int differentCount;
    private int admittedCount;

    Door(List<DemoLane> lanes, Erasures erasures, InstantSource clock, ArrivalTable table) {
        this.lanes = List.copyOf(lanes);
        this.erasures = requireNonNull(erasures, "erasures is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.table = requireNonNull(table, "table is null");
    }

    /// Everybody steps before their lane; returns when each lane has decided and they have gone on.
    void come(Arrival... arrivals) throws InterruptedException {
        decided(List.of(arrivals)).forEach(this::note);
    }

    /// As [#come], for whoever says only then what must have come of it.
    List<Arrival.Outcome> decided(List<Arrival> arrivals) throws InterruptedException {
        for (Arrival arrival : arrivals) {
            lanes.get(arrival.lane()).enter(arrival.frames());
        }
        List<Arrival.Outcome> outcomes = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Optional<LaneEvent> answer = lanes.get(arrival.lane()).answer();
            outcomes.add(Arrival.Outcome.of(arrival, answer));
        }
        Thread.sleep(PAUSE);
        return outcomes;
    }

    /// Writes a row.
    void note(Arrival.Outcome outcome) {
        table.row(lanes.get(outcome.arrival().lane()).name(), outcome);
        if (!outcome.asExpected()) {
            differentCount++;
        }
        if (outcome.arrival().expected().says().equals("admitted")) {
            admittedCount++;
        }
    }

    /// A guest withdraws; returns when no lane knows them any more.
    void withdraw(EnrolledPerson guest) throws InterruptedException {
        Instant asked = clock.instant();
        Erasure erasure = erasures.withdraw(guest.guest(), asked);
        while (!(erasure instanceof Erasure.Erased) && clock.instant().isBefore(asked.plus(ERASURE_MAX))) {
            Thread.sleep(10);
            erasure = erasures.progress(guest.guest()).orElseThrow();
        }
        switch (erasure) {
            case Erasure.Erased(Instant at) ->
                table.say("guest " + guest.person() + " withdraws: erased at every lane after "
                        + Duration.between(asked, at).toMillis() + " ms");
            case Erasure.Erasing _ -> {
                table.say(
                        "guest " + guest.person() + " withdraws: NOT ERASED within " + ERASURE_MAX.toSeconds() + " s");
                differentCount++;
            }
        }
    }

    /// A gate opens once for each admission, and for nothing else.
    void checkGates() {
        int openings = lanes.stream().mapToInt(DemoLane::openingCount).sum();
        if (openings != admittedCount) {
            differentCount++;
        }
        table.say("gates opened " + openings + " times for " + admittedCount + " admissions"
                + (openings == admittedCount ? "" : ": DIFFERENT"));
    }

    /// How many arrivals, erasures or gates did not do what they must.
    int differentCount() {
        return differentCount;
    }
}
