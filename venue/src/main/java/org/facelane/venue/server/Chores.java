package org.facelane.venue.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.audit.AuditChain;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.erase.Scrubbing;
import org.facelane.venue.store.DatabaseUnreachable;

/// What has to be done again and again: erase what has come to its retention deadline, ask stewards about admissions
/// whose gate did not open or that nobody passed for, give the lines of the audit log their place, and clear away what
/// deletion leaves behind. Every node does it; doing it twice changes
/// nothing.
final class Chores implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Chores.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final CountDownLatch closing;
    private final Thread thread;

    private Chores(CountDownLatch closing, Thread thread) {
        this.closing = closing;
        this.thread = thread;
    }

    static Chores start(
            Erasures erasures,
            Admissions admissions,
            GateSensors sensors,
            AuditChain chain,
            Scrubbing scrubbing,
            InstantSource time) {
        requireNonNull(erasures, "erasures is null");
        requireNonNull(admissions, "admissions is null");
        requireNonNull(sensors, "sensors is null");
        requireNonNull(chain, "chain is null");
        requireNonNull(scrubbing, "scrubbing is null");
        requireNonNull(time, "time is null");
        CountDownLatch closing = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("chores").start(() -> {
            try {
                do {
                    once(erasures, admissions, sensors, chain, scrubbing, time);
                } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Chores(closing, thread);
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

    private static void once(
            Erasures erasures,
            Admissions admissions,
            GateSensors sensors,
            AuditChain chain,
            Scrubbing scrubbing,
            InstantSource time) {
        try {
            erasures.sweepRetention(time.instant());
            admissions.settle(time.instant());
            sensors.settle(time.instant());
            chain.advance(time.instant());
            scrubbing.scrub(time.instant());
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "event=chores-wait why=database-unreachable");
        } catch (RuntimeException e) {
            LOG.log(ERROR, "event=chores-failed", e);
        }
    }
}
