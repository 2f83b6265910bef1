package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.bench.faults.place.Pictures;
import org.facelane.bench.faults.place.Screens;
import org.facelane.bench.faults.place.Spot;
import org.facelane.venue.trial.Waiting;

/// One lane as guests use it: one at a time. Safe for use by several threads.
final class Doorstep {
    /// Longer than a lane that hears nobody takes to say so.
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(12);

    /// A little longer than a lane takes to forget whoever left.
    private static final Duration FORGOTTEN_AFTER = Duration.ofMillis(1_200);

    private static final byte[] NOBODY = Pictures.nobody();

    private final String lane;
    private final Spot spot;
    private final ReentrantLock lock = new ReentrantLock(true);
    private boolean answered;

    /// @param lane its name
    Doorstep(String lane, Spot spot) {
        this.lane = requireNonNull(lane, "lane is null");
        this.spot = requireNonNull(spot, "spot is null");
    }

    /// What somebody holds to the camera.
    enum Held {
        NOTHING,
        TICKET,
        PASS
    }

    /// What the camera sees of somebody.
    record Shown(byte[] picture, Held held) {
        Shown {
            requireNonNull(picture, "picture is null");
            requireNonNull(held, "held is null");
        }

        /// A screen asks whoever shows a face to look; whoever holds a ticket up is answered at once.
        private String answer(Screens screens) {
            return switch (held) {
                case NOTHING -> screens.answer();
                case TICKET -> screens.answerToTicket();
                case PASS -> screens.answerToPass();
            };
        }
    }

    /// Waits until nobody is there, steps up, stays until the screen has answered, and leaves.
    ///
    /// @param erased whether everything about the holder of the ticket is erased
    Stand stand(String ticket, boolean erased, Shown shown) {
        lock.lock();
        try {
            awaitNobody();
            if (shown.held() != Held.NOTHING) {
                Waiting.within(ANSWERED_WITHIN, spot.screens()::isFree);
            }
            Instant from = Instant.now();
            spot.see(shown.picture());
            answered = Waiting.within(
                    ANSWERED_WITHIN, () -> !shown.answer(spot.screens()).isEmpty());
            Stand stand = new Stand(ticket, erased, lane, from, Instant.now(), shown.answer(spot.screens()));
            spot.see(NOBODY);
            return stand;
        } finally {
            lock.unlock();
        }
    }

    /// Until the lane takes whoever comes for somebody new. After an answer that is when it has seen for long
    /// enough that nobody is there; if whoever left got none, a late one must not meet the next.
    private void awaitNobody() {
        if (!answered) {
            spot.see(NOBODY);
            Waiting.within(
                    ANSWERED_WITHIN,
                    () -> spot.sentCount() >= 3 && spot.screens().isFree());
        }
        Waiting.pause(FORGOTTEN_AFTER);
        int before = spot.sentCount();
        Waiting.within(ANSWERED_WITHIN, () -> spot.sentCount() >= before + 2);
    }
}
