package org.facelane.venue.pretix;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.EventId;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.DatabaseUnreachable;

/// Goes to pretix and back, again and again: tells what is to be told, and brings what happened at its doors. Every
/// node has one; what two of them carry is carried once.
public final class PretixCourier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PretixCourier.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final PretixPolling polling;
    private final Redemptions redemptions;
    private final InstantSource clock;
    private final Thread thread;

    private PretixCourier(PretixPolling polling, Redemptions redemptions, InstantSource clock) {
        this.polling = requireNonNull(polling, "polling is null");
        this.redemptions = requireNonNull(redemptions, "redemptions is null");
        this.clock = requireNonNull(clock, "clock is null");
        thread = Thread.ofVirtual().name("pretix courier").unstarted(this::run);
    }

    public static PretixCourier start(PretixPolling polling, Redemptions redemptions, InstantSource clock) {
        PretixCourier courier = new PretixCourier(polling, redemptions, clock);
        courier.thread.start();
        return courier;
    }

    /// Lets what is under way end.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                once();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            for (EventId event : polling.events()) {
                polling.poll(event, clock.instant());
                redemptions.tell(event, clock.instant());
            }
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "the pretix courier waits: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(ERROR, "the pretix courier fell", e);
        }
    }
}
