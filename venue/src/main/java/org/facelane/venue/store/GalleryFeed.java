package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.face.Calibration;
import org.facelane.face.ModelVersion;
import org.facelane.face.Rotation;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.GalleryChanges.Change;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One event's gallery in memory, or one slice of it, following the database. One for each event, slice and process;
/// every lane of the process that searches this slice reads from it.
///
/// ```
///           open                 change or notice or a second gone
///  (none) ───────► FOLLOWING ◄──────────────────────────────────────► asks for the version, applies changes by number
///                     │  ▲
///      database away  ▼  │ back: asks again, applies what it missed
///                   AGEING   the old snapshot stays, its asOf does not move
/// ```
///
/// Changes are announced by NOTIFY and always read again by number, so that a lost notice loses nothing; it asks once a
/// second anyway. Safe for use by several threads.
public final class GalleryFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GalleryFeed.class.getName());
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);
    private static final int CHANGE_COUNT_MAX = 5_000;

    private final Database database;
    private final MasterKey master;
    private final EventId event;
    private final Model model;
    private final Slice slice;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Thread follower;
    private volatile @Nullable LiveGallery current;
    private volatile boolean closed;

    /// The installed model, as far as a gallery needs it.
    public record Model(ModelVersion version, int dimension, Calibration calibration) {
        public Model {
            requireNonNull(version, "version is null");
            requireNonNull(calibration, "calibration is null");
        }
    }

    private GalleryFeed(
            Database database, MasterKey master, EventId event, Model model, Slice slice, InstantSource time) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.event = requireNonNull(event, "event is null");
        this.model = requireNonNull(model, "model is null");
        this.slice = requireNonNull(slice, "slice is null");
        this.time = requireNonNull(time, "time is null");
        this.follower = Thread.ofPlatform().daemon().name("gallery " + event).unstarted(this::follow);
    }

    /// Loads the gallery, and follows it from then on. 60,000 references take about a second.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    /// @throws IllegalStateException if a reference cannot be opened, or another model made it
    public static GalleryFeed open(
            Database database, MasterKey master, EventId event, Model model, InstantSource time) {
        return open(database, master, event, model, Slice.WHOLE, time);
    }

    /// As [#open], of a part of the gallery.
    public static GalleryFeed open(
            Database database, MasterKey master, EventId event, Model model, Slice slice, InstantSource time) {
        GalleryFeed feed = new GalleryFeed(database, master, event, model, slice, time);
        feed.publish(feed.load());
        feed.follower.start();
        return feed;
    }

    /// The newest snapshot; never blocks.
    ///
    /// @throws IllegalStateException if the feed is closed
    public LiveGallery current() {
        LiveGallery live = current;
        if (live == null) {
            throw new IllegalStateException("the gallery feed of event " + event + " is closed");
        }
        return live;
    }

    /// Waits until the gallery has come to `version`, or the time is up.
    ///
    /// @return whether it has
    public boolean awaitVersion(GalleryVersion version, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (!closed && current().version().compareTo(version) < 0 && nanos > 0) {
                nanos = moved.awaitNanos(nanos);
            }
            return !closed && current().version().compareTo(version) >= 0;
        } finally {
            lock.unlock();
        }
    }

    /// Stops following, and overwrites and forgets the gallery.
    @Override
    public void close() {
        LiveGallery last;
        lock.lock();
        try {
            closed = true;
            last = current;
            current = null;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        follower.interrupt();
        if (last != null) {
            last.gallery().overwrite();
        }
    }

    private void follow() {
        boolean away = false;
        while (!closed) {
            try (Connection listening = database.dedicated()) {
                listen(listening);
                away = false;
                while (!closed) {
                    refresh(listening);
                    awaitNotice(listening);
                }
            } catch (SQLException | RuntimeException e) {
                if (!closed && !away) {
                    LOG.log(Level.WARNING, "the gallery of event " + event + " ages: " + e.getMessage(), e);
                }
                away = true;
                pause();
            }
        }
    }

    private static void listen(Connection listening) throws SQLException {
        try (Statement statement = listening.createStatement()) {
            statement.execute("listen " + GalleryChanges.CHANNEL);
        }
    }

    private static void awaitNotice(Connection listening) throws SQLException {
        listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(POLL_INTERVAL.toMillis()));
    }

    /// Brings the snapshot to the version that the event has now.
    private void refresh(Connection tx) throws SQLException {
        LiveGallery known = current;
        if (known == null) {
            return;
        }
        Instant asked = time.instant();
        GalleryVersion version = EventStore.galleryVersion(tx, event);
        if (version.value() - known.version().value() > CHANGE_COUNT_MAX) {
            replace(known);
            return;
        }
        if (version.equals(known.version())) {
            publish(new LiveGallery(known.gallery(), version, asked));
            return;
        }
        List<Change> changes = GalleryChanges.after(tx, event, known.version(), CHANGE_COUNT_MAX);
        if (version.compareTo(known.version()) < 0 || !GalleryChanges.follow(known.version(), version, changes)) {
            LOG.log(Level.ERROR, "the gallery of event {0} is read anew: change numbers have a gap", event);
            replace(known);
            return;
        }
        Gallery gallery = GalleryChanges.apply(known.gallery(), slice, changes, tx, keys(tx));
        publish(new LiveGallery(gallery, changes.getLast().version(), asked));
    }

    /// Reads everything anew. Whoever looks at the old gallery in this instant finds nobody in it.
    private void replace(LiveGallery old) {
        publish(load());
        old.gallery().overwrite();
    }

    private LiveGallery load() {
        return database.read(tx -> {
            Instant asked = time.instant();
            GalleryVersion version = EventStore.galleryVersion(tx, event);
            Optional<EventKeys> keys = keys(tx);
            Gallery empty = Gallery.empty(model.version(), model.calibration(), rotation(keys));
            Gallery gallery = keys.isPresent() ? ReferenceStore.openAll(tx, keys.get(), slice, empty) : empty;
            return new LiveGallery(gallery, version, asked);
        });
    }

    private Optional<EventKeys> keys(Connection tx) throws SQLException {
        return EventKeyStore.find(tx, event, master);
    }

    /// An event whose keys are destroyed recognises nobody: its gallery is empty, its rotation means nothing.
    private Rotation rotation(Optional<EventKeys> keys) {
        if (keys.isPresent()) {
            return keys.get().rotation(model.dimension());
        }
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Rotation.of(secret, model.dimension());
    }

    private void publish(LiveGallery next) {
        lock.lock();
        try {
            if (closed) {
                next.gallery().overwrite();
            } else {
                current = next;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long nanos = RETRY_INTERVAL.toNanos();
            while (!closed && nanos > 0) {
                nanos = moved.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
