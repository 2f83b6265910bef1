package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.store.ReferenceStore.Slice;

/// The table `gallery_change`: what happened to an event's gallery, numbered without gaps.
///
/// The number comes from the event's row, which stays locked until the transaction ends: changes of one event are
/// committed in the order of their numbers, and one that is given up gives its number back. Take this lock last.
public final class GalleryChanges {
    /// The channel on which changes are announced; the payload is the event's id.
    static final String CHANNEL = "facelane_gallery";

    private GalleryChanges() {}

    /// What happened to a reference.
    public enum Kind {
        ENROLLED,
        ERASED,
        /// It lies in another slice than before.
        MOVED
    }

    /// One change.
    public record Change(GalleryVersion version, Kind kind, ReferenceId reference) {
        public Change {
            requireNonNull(version, "version is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(reference, "reference is null");
        }
    }

    /// Writes the next change and announces it at the commit.
    ///
    /// @return its number
    public static GalleryVersion append(Connection tx, EventId event, Kind kind, ReferenceId reference, Instant now)
            throws SQLException {
        GalleryVersion version = advance(tx, event, 1);
        Sql.update(
                tx,
                "insert into gallery_change (event_id, version, kind, reference_id, at) values (?, ?, ?, ?, ?)",
                event.value(),
                version.value(),
                kind.name(),
                reference.value(),
                now);
        return version;
    }

    /// Takes the next `count` numbers and announces them at the commit; the caller writes the changes in the same
    /// transaction.
    ///
    /// @return the last of them
    public static GalleryVersion advance(Connection tx, EventId event, int count) throws SQLException {
        GalleryVersion version = Sql.first(
                        tx,
                        "update event set gallery_version = gallery_version + ? where id = ? returning gallery_version",
                        row -> new GalleryVersion(row.getLong(1)),
                        count,
                        event.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no event " + event));
        Sql.first(tx, "select pg_notify(?, ?)", row -> true, CHANNEL, event.toString());
        return version;
    }

    /// The changes after `known`, in order.
    ///
    /// @param countMax at least 1
    public static List<Change> after(Connection tx, EventId event, GalleryVersion known, int countMax)
            throws SQLException {
        return Sql.list(
                tx,
                """
                select version, kind, reference_id from gallery_change
                where event_id = ? and version > ? order by version limit ?
                """,
                row -> new Change(
                        new GalleryVersion(row.getLong("version")),
                        Kind.valueOf(row.getString("kind")),
                        new ReferenceId(Sql.uuid(row, "reference_id"))),
                event.value(),
                known.value(),
                countMax);
    }

    /// True if `changes` lead from `known` to `version` or beyond, without a gap.
    static boolean follow(GalleryVersion known, GalleryVersion version, List<Change> changes) {
        long expected = known.value();
        for (Change change : changes) {
            expected++;
            if (change.version().value() != expected) {
                return false;
            }
        }
        return expected >= version.value();
    }

    /// A reference that is enrolled by one of the changes and not found was erased by a later one, or lies in
    /// another slice. One that moves is let go of first, and taken in again if the slice is the lane's.
    static Gallery apply(Gallery gallery, Slice slice, List<Change> changes, Connection tx, Optional<EventKeys> keys)
            throws SQLException {
        Set<ReferenceId> enrolled = new LinkedHashSet<>();
        Set<ReferenceId> erased = new LinkedHashSet<>();
        for (Change change : changes) {
            switch (change.kind()) {
                case ENROLLED -> enrolled.add(change.reference());
                case ERASED -> {
                    enrolled.remove(change.reference());
                    erased.add(change.reference());
                }
                case MOVED -> {
                    if (!slice.equals(Slice.WHOLE)) {
                        erased.add(change.reference());
                        enrolled.add(change.reference());
                    }
                }
            }
        }
        Gallery next = erased.isEmpty() ? gallery : gallery.without(erased);
        if (enrolled.isEmpty() || keys.isEmpty()) {
            return next;
        }
        List<Reference> found = ReferenceStore.open(tx, keys.get(), slice, enrolled);
        return found.isEmpty() ? next : with(next, found);
    }

    /// The next snapshot; what was opened for it is overwritten, for the gallery has a copy.
    static Gallery with(Gallery gallery, List<Reference> opened) {
        try {
            return gallery.with(opened);
        } finally {
            opened.forEach(reference -> reference.template().overwrite());
        }
    }
}
