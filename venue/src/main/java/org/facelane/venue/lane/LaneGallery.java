package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import org.facelane.face.gallery.Gallery;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LaneState.Why;

/// What a lane may look at: a server's lane holds the database's gallery ([GalleryHold]), an agent its own copy.
///
/// Whoever implements it answers for erasures: nothing is handed out that may still have somebody who was erased longer
/// ago than the set age. Not thread-safe: one a lane.
public interface LaneGallery {
    /// What a lane may look at now.
    sealed interface Held {
        /// For one look; not to be kept.
        record Current(Gallery gallery, GalleryVersion version) implements Held {
            public Current {
                requireNonNull(gallery, "gallery is null");
                requireNonNull(version, "version is null");
            }
        }

        /// Nobody may be recognised; tickets whose codes are held up are let in all the same.
        record TicketsOnly(Why why) implements Held {
            public TicketsOnly {
                requireNonNull(why, "why is null");
            }
        }

        record Nothing(Why why) implements Held {
            public Nothing {
                requireNonNull(why, "why is null");
            }
        }
    }

    /// Asks anew, before each look.
    Held current();

    /// The lane looks at no gallery any more.
    void leave();
}
