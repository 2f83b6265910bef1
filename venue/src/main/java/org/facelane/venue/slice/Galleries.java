package org.facelane.venue.slice;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.ReferenceStore.Slice;

/// The gallery feeds of this process, one for each event that has a lane here or in which somebody enrolled here, and
/// where its gallery is split one for each slice that a lane here searches.
///
/// ```
///  the event's slicing ── every second ──► loaded beside the old one ── as new as it ──► what the lane searches
///                                                                                           │ not used for long
///                                                                                           ▼
///                                                                              overwritten, and forgotten
/// ```
///
/// So a split takes effect on lanes that run, and who is searched no more leaves memory. Safe for use by several
/// threads.
public final class Galleries implements AutoCloseable {
    /// A gallery that nobody has asked for so long is let go.
    public static final Duration UNUSED_MAX = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(Galleries.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(2);

    private final Database database;
    private final MasterKey master;
    private final GalleryFeed.Model model;
    private final Slices slices;
    private final InstantSource time;
    private final Map<Part, Kept> feeds = new ConcurrentHashMap<>();
    private final Map<Lane, Searched> lanes = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /// What a feed follows.
    private record Part(EventId event, Slice slice) {}

    /// What a lane searches, and when it last asked.
    private record Searched(Part part, Instant askedAt) {}

    private Galleries(Database database, MasterKey master, GalleryFeed.Model model, Slices slices, InstantSource time) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.model = requireNonNull(model, "model is null");
        this.slices = requireNonNull(slices, "slices is null");
        this.time = requireNonNull(time, "time is null");
    }

    public static Galleries open(
            Database database, MasterKey master, GalleryFeed.Model model, Slices slices, InstantSource time) {
        Galleries galleries = new Galleries(database, master, model, slices, time);
        Thread.ofVirtual().name("galleries").start(galleries::lookAfter);
        return galleries;
    }

    /// The feed of an event's whole gallery; the first call loads it. Not to be kept.
    public GalleryFeed of(EventId event) {
        return feed(new Part(event, Slice.WHOLE));
    }

    /// The feed of what a lane searches now; the first call loads it. Asked anew before each look, and not to be
    /// kept.
    public GalleryFeed of(Lane lane) {
        Instant now = time.instant();
        return feed(lanes.compute(
                        lane,
                        (_, known) -> known == null
                                ? new Searched(new Part(lane.event(), slices.of(lane)), now)
                                : new Searched(known.part(), now))
                .part());
    }

    /// How many galleries are in memory.
    int count() {
        return feeds.size();
    }

    @Override
    public void close() {
        closing.countDown();
        feeds.values().forEach(kept -> kept.feed.close());
    }

    private GalleryFeed feed(Part part) {
        while (true) {
            Kept known = feeds.get(part);
            Kept kept = known == null ? feeds.computeIfAbsent(part, this::load) : known;
            if (kept.use(time.instant())) {
                return kept.feed;
            }
            feeds.remove(part, kept);
        }
    }

    private Kept load(Part part) {
        return new Kept(GalleryFeed.open(database, master, part.event(), model, part.slice(), time), time.instant());
    }

    private void lookAfter() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    follow();
                    letGo(time.instant().minus(UNUSED_MAX));
                } catch (DatabaseUnreachable e) {
                    LOG.log(WARNING, "event=slices-wait why=database-unreachable");
                } catch (RuntimeException e) {
                    LOG.log(ERROR, "event=slices-failed", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lanes whose event's gallery is split otherwise than it was go over to their new slice.
    private void follow() throws InterruptedException {
        Map<EventId, Slicing> slicings = new HashMap<>();
        for (Map.Entry<Lane, Searched> each : lanes.entrySet()) {
            Lane lane = each.getKey();
            Slicing slicing = slicings.computeIfAbsent(
                    lane.event(), event -> slices.of(event).orElse(Slicing.NONE));
            Part before = each.getValue().part();
            Part part = new Part(lane.event(), slicing.of(lane));
            if (!part.equals(before)) {
                feed(part).awaitVersion(feed(before).current().version(), CATCHES_UP_WITHIN);
                lanes.computeIfPresent(lane, (_, searched) -> new Searched(part, searched.askedAt()));
            }
        }
    }

    private void letGo(Instant unusedSince) {
        lanes.values().removeIf(searched -> searched.askedAt().isBefore(unusedSince));
        feeds.values().removeIf(kept -> kept.closeIfUnusedSince(unusedSince));
    }

    /// A feed that is closed only while nobody is about to look at it.
    private static final class Kept {
        private final GalleryFeed feed;
        private Instant usedAt;
        private boolean isClosed;

        private Kept(GalleryFeed feed, Instant usedAt) {
            this.feed = feed;
            this.usedAt = usedAt;
        }

        /// @return false if it is closed; another one has to be loaded then
        private synchronized boolean use(Instant now) {
            usedAt = now;
            return !isClosed;
        }

        private synchronized boolean closeIfUnusedSince(Instant unusedSince) {
            if (!isClosed && usedAt.isBefore(unusedSince)) {
                isClosed = true;
                feed.close();
            }
            return isClosed;
        }
    }
}
