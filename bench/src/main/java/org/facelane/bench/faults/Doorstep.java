package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;
import static org.facelane.bench.faults.place.Screens.IDLE;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.bench.faults.place.Pictures;
import org.facelane.bench.faults.place.Spot;
import org.facelane.bench.faults.place.Waiting;

/// One lane as guests use it: one at a time. Safe for use by several threads.
final class Doorstep {
    /// Longer than a lane that hears nobody takes to say so.
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(12);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMillis(1_200);
    private static final byte[] NOBODY = Pictures.nobody();

    private final Spot spot;
    private final ReentrantLock lock = new ReentrantLock(true);

    Doorstep(Spot spot) {
        this.spot = requireNonNull(spot, "spot is null");
    }

    /// Waits until nobody is there, steps up, stays until the screen has answered, and leaves.
    ///
    /// @return the code of the answer, empty if there was none for long
    String stand(byte[] face) {
        lock.lock();
        try {
            awaitNobody();
            spot.see(face);
            Waiting.within(ANSWERED_WITHIN, () -> !spot.screens().answer().isEmpty());
            String answer = spot.screens().answer();
            spot.see(NOBODY);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /// Until the lane has seen for long enough that nobody is there, and takes whoever comes for somebody new.
    private void awaitNobody() {
        spot.see(NOBODY);
        Waiting.within(
                ANSWERED_WITHIN,
                () -> spot.sentCount() >= 3 && spot.screens().last().equals(IDLE));
        Waiting.pause(FORGOTTEN_AFTER);
        int before = spot.sentCount();
        Waiting.within(ANSWERED_WITHIN, () -> spot.sentCount() >= before + 2);
    }
}
