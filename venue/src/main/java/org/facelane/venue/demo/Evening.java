package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Erasure;
import org.facelane.venue.GuestId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.erase.Erasures;

/// Who comes to the two lanes, in which order, and what must happen.
final class Evening {
    private static final int FRAME_COUNT = 10;
    private static final double WELL_LIT = 1;
    private static final double AT_NIGHT_WITHOUT_LAMP = 0.12;
    private static final Duration ERASURE_MAX = Duration.ofSeconds(10);

    private final List<EnrolledPerson> enrolled;
    private final List<SamplePerson> strangers;
    private final List<DemoLane> lanes;
    private final Erasures erasures;
    private final InstantSource clock;
    private final Path frames;
    private final PrintStream out;
    private final ArrivalTable table;
    private final LaneScene scene = new LaneScene(20_261_122);
    private int sceneCount;
    private int differentCount;
    private int admittedCount;

    /// A sample person with a ticket and a consent.
    record EnrolledPerson(SamplePerson person, TicketId ticket, GuestId guest) {}

    /// What the demo stands on.
    ///
    /// @param frames a folder for the frames of each arrival
    record Setting(List<DemoLane> lanes, Erasures erasures, InstantSource clock, Path frames, PrintStream out) {}

    Evening(List<EnrolledPerson> enrolled, List<SamplePerson> strangers, Setting setting) {
        this.enrolled = List.copyOf(enrolled);
        this.strangers = List.copyOf(strangers);
        requireNonNull(setting, "setting is null");
        lanes = setting.lanes();
        erasures = setting.erasures();
        clock = setting.clock();
        frames = setting.frames();
        out = setting.out();
        table = new ArrivalTable(out);
    }

    /// Plays the evening.
    ///
    /// @return how many arrivals, or the gates, did not do what they must
    int play() throws InterruptedException {
        table.head();
        EnrolledPerson first = enrolled.get(0);
        EnrolledPerson second = enrolled.get(1);
        EnrolledPerson withdrawn = enrolled.get(2);
        EnrolledPerson third = enrolled.get(3);
        EnrolledPerson fourth = enrolled.get(4);
        EnrolledPerson everywhere = enrolled.get(5);

        together(
                admitted("enrolled guest " + first.person(), 0, first),
                admitted("enrolled guest " + second.person(), 1, second));
        together(
                stranger(strangers.get(0), 0),
                arrival("guest " + first.person() + " again, same ticket", 1, first, alreadyAdmitted(first)));
        withdraw(withdrawn);
        together(
                arrival(
                        "guest " + withdrawn.person() + ", withdrawn a moment ago",
                        0,
                        withdrawn,
                        Happening.UNRECOGNISED),
                new Arrival(
                        "guest " + third.person() + " in the dark",
                        1,
                        film(List.of(third.person()), AT_NIGHT_WITHOUT_LAMP),
                        Happening.referred(ReferReason.TOO_DARK, Optional.empty())));
        together(
                new Arrival(
                        "guests " + third.person() + " and " + fourth.person() + " side by side",
                        0,
                        film(List.of(third.person(), fourth.person()), WELL_LIT),
                        Happening.referred(ReferReason.SEVERAL_PEOPLE, Optional.empty())),
                stranger(strangers.get(1), 1));
        together(
                admitted("guest " + third.person() + " alone", 0, third),
                admitted("guest " + fourth.person() + " alone", 1, fourth));
        atOnce(everywhere);
        checkGates();
        return differentCount;
    }

    /// The other enrolled people come one after another, then the evening is over.
    void goOn() throws InterruptedException {
        for (int i = 6; i + 1 < enrolled.size(); i += 2) {
            together(
                    admitted("enrolled guest " + enrolled.get(i).person(), 0, enrolled.get(i)),
                    admitted("enrolled guest " + enrolled.get(i + 1).person(), 1, enrolled.get(i + 1)));
        }
    }

    private Arrival admitted(String who, int lane, EnrolledPerson guest) {
        return arrival(who, lane, guest, Happening.admitted(guest.ticket()));
    }

    private Arrival arrival(String who, int lane, EnrolledPerson guest, Happening expected) {
        return new Arrival(who, lane, film(List.of(guest.person()), WELL_LIT), expected);
    }

    private Arrival stranger(SamplePerson person, int lane) {
        return new Arrival(
                "person " + person + ", not enrolled", lane, film(List.of(person), WELL_LIT), Happening.UNRECOGNISED);
    }

    private static Happening alreadyAdmitted(EnrolledPerson guest) {
        return Happening.referred(ReferReason.ALREADY_ADMITTED, Optional.of(guest.ticket()));
    }

    private void together(Arrival left, Arrival right) throws InterruptedException {
        for (Arrival.Outcome outcome : run(List.of(left, right))) {
            note(outcome);
        }
    }

    /// One ticket at both lanes at the same instant: either may win, one must lose.
    private void atOnce(EnrolledPerson guest) throws InterruptedException {
        String who = "guest " + guest.person() + " at both lanes at once";
        Arrival left = admitted(who, 0, guest);
        Arrival right = admitted(who, 1, guest);
        List<Arrival.Outcome> outcomes = run(List.of(left, right));
        boolean rightWon = outcomes.get(1).asExpected() && !outcomes.get(0).asExpected();
        Arrival.Outcome winner = outcomes.get(rightWon ? 1 : 0);
        Arrival.Outcome loser = outcomes.get(rightWon ? 0 : 1);
        Arrival lost = new Arrival(who, loser.arrival().lane(), loser.arrival().frames(), alreadyAdmitted(guest));
        note(winner);
        note(Arrival.Outcome.of(lost, loser.turn()));
    }

    private List<Arrival.Outcome> run(List<Arrival> arrivals) throws InterruptedException {
        for (Arrival arrival : arrivals) {
            lanes.get(arrival.lane()).enter(arrival.frames());
        }
        List<Arrival.Outcome> outcomes = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            outcomes.add(Arrival.Outcome.of(arrival, lanes.get(arrival.lane()).decision()));
        }
        return outcomes;
    }

    private void note(Arrival.Outcome outcome) {
        table.row(lanes.get(outcome.arrival().lane()).name(), outcome);
        if (!outcome.asExpected()) {
            differentCount++;
        }
        if (outcome.arrival().expected().says().equals("admitted")) {
            admittedCount++;
        }
    }

    private void withdraw(EnrolledPerson guest) throws InterruptedException {
        Instant asked = clock.instant();
        Erasure erasure = erasures.withdraw(guest.guest(), asked);
        while (!(erasure instanceof Erasure.Erased) && clock.instant().isBefore(asked.plus(ERASURE_MAX))) {
            Thread.sleep(10);
            erasure = erasures.progress(guest.guest()).orElseThrow();
        }
        switch (erasure) {
            case Erasure.Erased(Instant at) ->
                out.println("       guest " + guest.person() + " withdraws: erased at every lane after "
                        + Duration.between(asked, at).toMillis() + " ms");
            case Erasure.Erasing _ -> {
                out.println("       guest " + guest.person() + " withdraws: NOT ERASED within "
                        + ERASURE_MAX.toSeconds() + " s");
                differentCount++;
            }
        }
    }

    private void checkGates() {
        int openings = lanes.stream().mapToInt(DemoLane::openingCount).sum();
        if (openings != admittedCount) {
            differentCount++;
        }
        out.println("       gates opened " + openings + " times for " + admittedCount + " admissions"
                + (openings == admittedCount ? "" : ": DIFFERENT"));
    }

    private Path film(List<SamplePerson> people, double light) {
        Path folder = frames.resolve("scene-" + sceneCount++);
        scene.film(people.stream().map(SamplePerson::arriving).toList(), light, FRAME_COUNT, folder);
        return folder;
    }
}
