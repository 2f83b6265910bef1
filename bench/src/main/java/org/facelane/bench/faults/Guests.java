package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;
import static org.facelane.bench.faults.place.Screens.STEWARD;
import static org.facelane.bench.faults.place.Screens.WELCOME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.facelane.bench.faults.Doorstep.Held;
import org.facelane.bench.faults.Doorstep.Shown;
import org.facelane.bench.faults.Visit.Stage;
import org.facelane.bench.faults.place.GateSensor;
import org.facelane.bench.faults.place.Gates;
import org.facelane.bench.faults.place.Place;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Waiting;

/// The guests who come to one lane, one after the other, whatever strikes.
///
/// Each enrols, stands before the lane and stays until welcomed or sent to a steward, one in four by holding up the
/// ticket and not by the face; half of them try once more at another lane; each withdraws and, erased, stands before a
/// lane again. Where pretix sells the tickets every other one goes to its ordinary door as well, and some turn back
/// at the gate. Where guests have passes they hold theirs up beside the face, the erased ones too. What they do follows
/// from the seed; how the processes race with it does not.
final class Guests {
    /// Longer than a lane takes to come to itself, on a machine that does other things as well; what is in force
    /// does not count.
    private static final Duration SERVED_WITHIN = Duration.ofMinutes(4);

    /// Of so many guests one uses the ticket.
    private static final int BY_TICKET = 4;

    /// Of so many one goes to pretix's ordinary door too, before the lane or after it.
    private static final int ORDINARY_TOO = 2;

    /// Of so many who were welcomed one turns back before the gate's sensor.
    private static final int TURNS_BACK = 3;

    private static final int HESITATES_MILLIS = 6_000;

    private final Place place;
    private final List<Doorstep> doorsteps;
    private final Weather weather;
    private final Tally tally;
    private final int lane;
    private final Random random;

    /// @param doorsteps all of them
    /// @param lane whose guests these are
    Guests(Place place, List<Doorstep> doorsteps, Weather weather, Tally tally, int lane, Random random) {
        this.place = requireNonNull(place, "place is null");
        this.doorsteps = List.copyOf(doorsteps);
        this.weather = requireNonNull(weather, "weather is null");
        this.tally = requireNonNull(tally, "tally is null");
        this.lane = lane;
        this.random = requireNonNull(random, "random is null");
    }

    /// Until the evening is over; whoever is under way then is the last.
    void comeAndGo() {
        for (int guest = lane; !weather.isOver(); guest += doorsteps.size()) {
            Visit visit = new Visit(guest);
            weather.begin(visit);
            come(visit);
            weather.end(visit);
            tally.left(visit);
        }
    }

    /// People come again as other guests only once they are erased, and only to the same lane.
    private void come(Visit visit) {
        String person = place.person(visit.ticket());
        String link = place.link(visit.ticket());
        Shown face = enrol(visit, person, link)
                .map(pass -> new Shown(place.people().frame(Optional.of(person), Optional.of(pass)), Held.PASS))
                .orElseGet(() -> new Shown(place.people().picture(person, "arrive"), Held.NOTHING));
        Shown shown = random.nextInt(BY_TICKET) == 0
                ? new Shown(place.people().frame(Optional.empty(), Optional.of(visit.ticket())), Held.TICKET)
                : face;
        boolean ordinary = place.pretix().isPresent() && random.nextInt(ORDINARY_TOO) == 0;
        boolean first = ordinary && random.nextBoolean();
        if (first) {
            goToOrdinaryDoor(visit);
        }
        boolean welcomed = pass(visit, shown);
        weather.step();
        if (ordinary && !first) {
            goToOrdinaryDoor(visit);
        }
        if (welcomed && random.nextBoolean()) {
            stand(visit, other(), false, shown);
        }
        visit.at(Stage.WITHDRAWING);
        Waiting.until("erased " + visit.ticket(), () -> {
            String state = state(link);
            if (state.equals("ENROLLED")) {
                place.office().withdraw(link);
            }
            return state.equals("ERASED");
        });
        weather.step();
        Waiting.until(
                "nothing is asked about " + visit.ticket(), () -> new Books(place.books()).settle(visit.ticket()));
        visit.at(Stage.PASSING);
        stand(visit, random.nextBoolean() ? lane : other(), true, face);
        weather.step();
    }

    /// Until that is known. Whoever's pass was lost on the way has another one made.
    ///
    /// @return the pass; empty where guests have none
    private Optional<String> enrol(Visit visit, String person, String link) {
        byte[] picture = place.people().picture(person, "enrol");
        List<String> passes = new ArrayList<>();
        Waiting.until("enrolled " + visit.ticket(), () -> {
            boolean enrolled = state(link).equals("ENROLLED");
            if (enrolled && (!place.hasPasses() || !passes.isEmpty())) {
                return true;
            }
            Visitor.Answer answer = enrolled
                    ? place.office().renew(link, picture)
                    : place.office().enrol(link, picture);
            String pass = answer.json().path("pass").path("text").asString("");
            if (!pass.isEmpty()) {
                passes.add(pass);
            }
            return false;
        });
        return passes.isEmpty() ? Optional.empty() : Optional.of(passes.getLast());
    }

    private void goToOrdinaryDoor(Visit visit) {
        boolean _ = place.pretix().orElseThrow().enter(visit.ticket());
    }

    /// The guest steps up again as long as the lane asks for the ticket in its need.
    private boolean pass(Visit visit, Shown shown) {
        visit.at(Stage.PASSING);
        Duration end = weather.calm().plus(SERVED_WITHIN);
        while (weather.calm().compareTo(end) < 0) {
            String screen = stand(visit, lane, false, shown);
            if (screen.equals(WELCOME) || screen.equals(STEWARD)) {
                return screen.equals(WELCOME);
            }
        }
        tally.broke(visit, "the guest was never served");
        return false;
    }

    private String stand(Visit visit, int at, boolean erased, Shown shown) {
        Stand stand = doorsteps.get(at).stand(visit.ticket(), erased, shown);
        visit.stood(stand);
        if (!erased && stand.screen().equals(WELCOME)) {
            place.sensor(at).ifPresent(sensor -> goThrough(stand, sensor));
        }
        return stand.screen();
    }

    /// Or turns back before the sensor; half of those pass after all.
    private void goThrough(Stand stand, GateSensor sensor) {
        Optional<UUID> admission = place.gates().openings().stream()
                .filter(opening -> stand.sees(opening.gate(), opening.at(), Duration.ZERO))
                .map(Gates.Opening::admission)
                .reduce((_, later) -> later);
        if (admission.isEmpty()) {
            return;
        }
        boolean turnsBack = random.nextInt(TURNS_BACK) == 0;
        if (turnsBack) {
            sensor.say(admission.get(), false);
            Waiting.pause(Duration.ofMillis(random.nextInt(HESITATES_MILLIS)));
        }
        if (!turnsBack || random.nextBoolean()) {
            sensor.say(admission.get(), true);
        }
    }

    private int other() {
        return (lane + 1 + random.nextInt(doorsteps.size() - 1)) % doorsteps.size();
    }

    private String state(String link) {
        return place.office().get(link).text("state");
    }
}
