package org.facelane.venue.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.audit.AuditChain;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.doorway.SensorListening;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.erase.ErasureLedger;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.erase.Forgetting;
import org.facelane.venue.erase.Scrubbing;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;

/// What has to be done again and again: erase what has come to its retention deadline, ask stewards about admissions
/// whose gate did not open or that nobody passed for, listen to sensors, give the lines of the audit log their place,
/// clear away what deletion leaves behind, blank names whose time is over, write down what was erased, put references
/// into the slices in which their tickets belong. Every node does it; doing it
/// twice changes nothing.
final class Chores implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Chores.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final CountDownLatch closing;
    private final Thread thread;

    private Chores(CountDownLatch closing, Thread thread) {
        this.closing = closing;
        this.thread = thread;
    }

    /// One of them. A failure is logged and keeps none of the others from being done.
    @FunctionalInterface
    interface Chore {
        void once(Instant now);
    }

    /// What the chores are done by.
    record Flows(
            Database database,
            MasterKey master,
            Erasures erasures,
            ErasureLedger ledger,
            Admissions admissions,
            AgentOffice agents,
            Slices slices,
            SensorListening sensors) {}

    /// Sensors are listened to before their silence is judged.
    static Chores start(Settings settings, Flows flows, InstantSource time) {
        Database database = flows.database();
        AuditChain chain = new AuditChain(
                database, flows.master(), settings.auditSignInterval(), Installation.auditHeads(settings));
        return start(
                time,
                List.of(
                        flows.erasures()::sweepRetention,
                        flows.admissions()::settle,
                        flows.sensors()::keep,
                        new GateSensors(database)::settle,
                        flows.agents()::lapse,
                        flows.agents().lastWords()::forget,
                        flows.slices()::settle,
                        new StaffSessions(database, settings.sessionLife())::sweep,
                        chain::advance,
                        new Scrubbing(database, settings.scrubInterval())::scrub,
                        new Forgetting(database, settings.recordsKept())::forget,
                        flows.ledger()::follow));
    }

    /// @param chores in the order in which they are done
    static Chores start(InstantSource time, List<Chore> chores) {
        requireNonNull(time, "time is null");
        List<Chore> all = List.copyOf(chores);
        CountDownLatch closing = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("chores").start(() -> {
            try {
                do {
                    all.forEach(chore -> once(chore, time.instant()));
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

    private static void once(Chore chore, Instant now) {
        try {
            chore.once(now);
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "event=chores-wait why=database-unreachable");
        } catch (RuntimeException e) {
            LOG.log(ERROR, "event=chores-failed", e);
        }
    }
}
