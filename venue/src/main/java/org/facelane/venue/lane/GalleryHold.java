package org.facelane.venue.lane;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.LiveGallery;
import org.jspecify.annotations.Nullable;

/// The gallery of a lane that runs on a server, and what lets an erasure be complete: such a lane looks only at
/// galleries it has told the database about.
///
/// ```
///  nothing ── join, committed ──► joined ── gallery new enough, acknowledged ──► holding version v ◄──┐
///     ▲                                                                            │ newer: acknowledged first
///     └────────────────────────────── leave ◄──────────────────────────────────────┘ too old: not handed out
/// ```
///
/// It keeps no gallery itself: each look asks anew, and what was handed out is forgotten after the look. Each has its
/// own row in the database, so that a lane that ends late does not let go of what the one after it holds. Not
/// thread-safe: one a lane.
final class GalleryHold implements LaneGallery {
    private static final System.Logger LOG = System.getLogger(GalleryHold.class.getName());

    private final UUID hold = UUID.randomUUID();
    private final Lane lane;
    private final Erasures erasures;
    private final Supplier<GalleryFeed> feed;
    private final Duration ageMax;
    private final InstantSource clock;
    private @Nullable GalleryVersion oldest;
    private @Nullable GalleryVersion acknowledged;

    /// @param feed of what the lane searches now; another one when the event's gallery is split otherwise
    /// @param ageMax a gallery that was last known to be current longer ago is not handed out
    GalleryHold(Lane lane, Erasures erasures, Supplier<GalleryFeed> feed, Duration ageMax, InstantSource clock) {
        this.lane = requireNonNull(lane, "lane is null");
        this.erasures = requireNonNull(erasures, "erasures is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.ageMax = requireNonNull(ageMax, "ageMax is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// Blocks on the database only where there is something to say to it.
    @Override
    public Held current() {
        LiveGallery live = feed.get().current();
        Instant now = clock.instant();
        Duration age = Duration.between(live.asOf(), now);
        if (age.isNegative() || age.compareTo(ageMax) > 0) { // a clock that was set back does not tell how old it is
            return new Held.Nothing(Why.GALLERY_TOO_OLD);
        }
        try {
            if (oldest == null) {
                oldest = erasures.join(lane.id(), hold, now);
            }
            if (live.version().compareTo(oldest) < 0) {
                return new Held.Nothing(Why.STARTING);
            }
            if (acknowledged != null && live.version().compareTo(acknowledged) < 0) {
                return new Held.Nothing(Why.STARTING); // another slice, not yet as new as the one before
            }
            if (acknowledged == null || live.version().compareTo(acknowledged) > 0) {
                if (!erasures.acknowledge(lane.id(), hold, live.version(), now)) {
                    oldest = null; // its row is gone, and nothing waits for it
                    acknowledged = null;
                    return new Held.Nothing(Why.STARTING);
                }
                acknowledged = live.version();
            }
        } catch (DatabaseUnreachable e) {
            return new Held.Nothing(Why.DATABASE_UNREACHABLE);
        }
        return new Held.Current(live.gallery(), live.version());
    }

    /// If the database does not answer, the row stays and holds erasures back until this node starts again.
    @Override
    public void leave() {
        try {
            erasures.leave(lane.id(), hold, clock.instant());
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "lane " + lane.name() + " could not let go of its gallery", e);
        }
        oldest = null;
        acknowledged = null;
    }
}
