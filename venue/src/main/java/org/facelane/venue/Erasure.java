package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// How far an erasure has come.
public sealed interface Erasure {
    /// Deleted from the database; some lane has not yet acknowledged gallery version `version`.
    record Erasing(GalleryVersion version) implements Erasure {
        public Erasing {
            requireNonNull(version, "version is null");
        }
    }

    /// Every lane that held the gallery has acknowledged: the guest is recognised nowhere.
    record Erased(Instant at) implements Erasure {
        public Erased {
            requireNonNull(at, "at is null");
        }
    }

    /// Why it was asked for.
    enum Reason {
        WITHDRAWAL,
        RETENTION,
        EVENT_END
    }
}
