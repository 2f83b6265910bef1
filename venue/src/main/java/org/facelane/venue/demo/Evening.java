package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.ReferReason;

/// Who comes to the two lanes of a `HANDS_FREE` event, in which order, and what must happen.
final class Evening {
    private static final double WELL_LIT = 1;
    private static final double AT_NIGHT_WITHOUT_LAMP = 0.12;

    private final List<EnrolledPerson> enrolled;
    private final List<SamplePerson> strangers;
    private final LaneScene scene;
    private final Door door;

    Evening(List<EnrolledPerson> enrolled, List<SamplePerson> strangers, LaneScene scene, Door door) {
        this.enrolled = List.copyOf(enrolled);
        this.strangers = List.copyOf(strangers);
        this.scene = requireNonNull(scene, "scene is null");
        this.door = requireNonNull(door, "door is null");
    }

    /// Plays the evening.
    ///
    /// @return how many arrivals, or the gates, did not do what they must
    int play() throws InterruptedException {
        EnrolledPerson first = enrolled.get(0);
        EnrolledPerson second = enrolled.get(1);
        EnrolledPerson withdrawn = enrolled.get(2);
        EnrolledPerson third = enrolled.get(3);
        EnrolledPerson fourth = enrolled.get(4);
        EnrolledPerson everywhere = enrolled.get(5);

        door.come(
                admitted("enrolled guest " + first.person(), 0, first),
                admitted("enrolled guest " + second.person(), 1, second));
        door.come(
                stranger(strangers.get(0), 0),
                arrival("guest " + first.person() + " again, same ticket", 1, first, alreadyAdmitted(first)));
        door.withdraw(withdrawn);
        door.come(
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
        door.come(
                new Arrival(
                        "guests " + third.person() + " and " + fourth.person() + " side by side",
                        0,
                        film(List.of(third.person(), fourth.person()), WELL_LIT),
                        Happening.referred(ReferReason.SEVERAL_PEOPLE, Optional.empty())),
                stranger(strangers.get(1), 1));
        door.come(
                admitted("guest " + third.person() + " alone", 0, third),
                admitted("guest " + fourth.person() + " alone", 1, fourth));
        atOnce(everywhere);
        door.checkGates();
        return door.differentCount();
    }

    /// The other enrolled people come one after another, then the evening is over.
    void goOn() throws InterruptedException {
        for (int i = 6; i + 1 < enrolled.size(); i += 2) {
            door.come(
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

    /// One ticket at both lanes at the same instant: either may win, one must lose.
    private void atOnce(EnrolledPerson guest) throws InterruptedException {
        String who = "guest " + guest.person() + " at both lanes at once";
        Arrival left = admitted(who, 0, guest);
        Arrival right = admitted(who, 1, guest);
        List<Arrival.Outcome> outcomes = door.decided(List.of(left, right));
        boolean rightWon = outcomes.get(1).asExpected() && !outcomes.get(0).asExpected();
        Arrival.Outcome winner = outcomes.get(rightWon ? 1 : 0);
        Arrival.Outcome loser = outcomes.get(rightWon ? 0 : 1);
        Arrival lost = new Arrival(who, loser.arrival().lane(), loser.arrival().frames(), alreadyAdmitted(guest));
        door.note(winner);
        door.note(Arrival.Outcome.of(lost, loser.answer()));
    }

    private Path film(List<SamplePerson> people, double light) {
        return scene.film(people.stream().map(SamplePerson::arriving).toList(), light, Optional.empty());
    }
}
