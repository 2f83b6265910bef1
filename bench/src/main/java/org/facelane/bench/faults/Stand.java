package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/// One time that somebody stood before a lane.
///
/// @param ticket the code on the ticket of whoever stood there
/// @param erased whether everything about them was erased before
/// @param lane its name
/// @param screen the code of the lane's answer, empty if there was none for long
record Stand(String ticket, boolean erased, String lane, Instant from, Instant until, String screen) {
    Stand {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(from, "from is null");
        requireNonNull(until, "until is null");
        requireNonNull(screen, "screen is null");
    }

    /// Whether something happened at that lane while they stood there.
    ///
    /// @param where the name of a lane, in letters of either case
    /// @param slack by how far two clocks may differ
    boolean sees(String where, Instant at, Duration slack) {
        return where.equalsIgnoreCase(lane) && !at.isBefore(from.minus(slack)) && !at.isAfter(until.plus(slack));
    }

    @Override
    public String toString() {
        return lane + " " + said();
    }

    /// The lane's answer, in words.
    String said() {
        return screen.isEmpty() ? "nothing" : screen;
    }
}
