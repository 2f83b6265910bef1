package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.ReferReason;
import org.facelane.venue.pass.PassRefusal;

/// Who comes to a lane whose guests have passes, and what must happen: the same at a lane of a `PASS` event and at one
/// of a `SEALED` event, at the same time.
final class PassEvening {
    private static final double WELL_LIT = 1;

    private final List<Cast> casts;
    private final LaneScene scene;
    private final Door door;

    /// Who plays at one lane.
    ///
    /// @param guests three, each with a pass
    /// @param thief somebody else
    record Cast(String mode, List<EnrolledPerson> guests, SamplePerson thief) {
        Cast {
            requireNonNull(mode, "mode is null");
            requireNonNull(thief, "thief is null");
            guests = List.copyOf(guests);
        }

        EnrolledPerson first() {
            return guests.get(0);
        }

        EnrolledPerson robbed() {
            return guests.get(1);
        }

        EnrolledPerson withdrawn() {
            return guests.get(2);
        }
    }

    /// @param casts in the order of the door's lanes
    PassEvening(List<Cast> casts, LaneScene scene, Door door) {
        this.casts = List.copyOf(casts);
        this.scene = requireNonNull(scene, "scene is null");
        this.door = requireNonNull(door, "door is null");
    }

    /// Plays the evening.
    ///
    /// @return how many arrivals, or the gates, did not do what they must
    int play() throws InterruptedException {
        door.come(forEach(this::showsPass));
        door.come(forEach(this::showsCopy));
        for (Cast cast : casts) {
            door.withdraw(cast.withdrawn());
        }
        door.come(forEach(this::showsWithdrawn));
        door.checkGates();
        return door.differentCount();
    }

    /// Somebody of a cast comes to its lane.
    @FunctionalInterface
    private interface Part {
        Arrival of(Cast cast, int lane);
    }

    private Arrival[] forEach(Part part) {
        Arrival[] arrivals = new Arrival[casts.size()];
        for (int lane = 0; lane < arrivals.length; lane++) {
            arrivals[lane] = part.of(casts.get(lane), lane);
        }
        return arrivals;
    }

    private Arrival showsPass(Cast cast, int lane) {
        EnrolledPerson guest = cast.first();
        return new Arrival(
                cast.mode() + ": guest " + guest.person() + " shows the pass",
                lane,
                film(guest.person(), guest),
                Happening.admitted(guest.ticket()));
    }

    private Arrival showsCopy(Cast cast, int lane) {
        EnrolledPerson robbed = cast.robbed();
        return new Arrival(
                cast.mode() + ": " + cast.thief() + " with a copy of " + robbed.person() + "'s",
                lane,
                film(cast.thief(), robbed),
                Happening.referred(ReferReason.PASS_OF_SOMEBODY_ELSE, Optional.of(robbed.ticket())));
    }

    private Arrival showsWithdrawn(Cast cast, int lane) {
        EnrolledPerson guest = cast.withdrawn();
        return new Arrival(
                cast.mode() + ": guest " + guest.person() + ", withdrawn",
                lane,
                film(guest.person(), guest),
                Happening.told(PassRefusal.WITHDRAWN));
    }

    private Path film(SamplePerson person, EnrolledPerson owner) {
        return scene.film(
                List.of(person.arriving()), WELL_LIT, Optional.of(owner.pass().orElseThrow()));
    }
}
