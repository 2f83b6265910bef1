package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.keys.EventKeys;

/// The table `reference`: sealed templates of galleries.
public final class ReferenceStore {
    private static final int BATCH_COUNT = 2000;

    private ReferenceStore() {}

    /// Part of an event's gallery: what one lane searches. A reference lies in slices by its columns alone, which
    /// say that it lies in every one while the event's gallery is not split.
    ///
    /// @param openOnly without those that no lane searches at this hour
    /// @param entrance without those that only lanes of other entrances search; empty: those of every entrance
    public record Slice(boolean openOnly, Optional<String> entrance) {
        /// Everybody.
        public static final Slice WHOLE = new Slice(false, Optional.empty());

        public Slice {
            entrance = entrance.map(name -> name.toLowerCase(Locale.ROOT));
        }

        /// Whether what lies there lies in it: the same condition outside of SQL.
        ///
        /// @param only the only entrance whose lanes hold it; empty: every one
        public boolean has(boolean open, Optional<String> only) {
            return (open || !openOnly) && (entrance.isEmpty() || only.isEmpty() || only.equals(entrance));
        }

        private static final String CONDITION =
                " and (slice_open or not ?) and (? or slice_entrance is null or slice_entrance = ?)";
    }

    /// A reference as it lies in the database.
    private record Sealed(ReferenceId id, byte[] bytes) {}

    /// Seals and writes a guest's reference.
    public static void insert(Connection tx, Guest guest, Reference reference, EventKeys keys) throws SQLException {
        requireNonNull(guest, "guest is null");
        if (!keys.event().equals(guest.event())) {
            throw new IllegalArgumentException("the keys of event " + keys.event() + " do not seal for another");
        }
        Sql.update(
                tx,
                "insert into reference (id, event_id, guest_id, sealed) values (?, ?, ?, ?)",
                reference.id().value(),
                guest.event().value(),
                guest.id().value(),
                keys.seal(reference.template(), reference.id()));
    }

    /// @return which it was; empty if the guest has none
    public static Optional<ReferenceId> delete(Connection tx, GuestId guest) throws SQLException {
        return Sql.first(
                tx,
                "delete from reference where guest_id = ? returning id",
                row -> new ReferenceId(Sql.uuid(row, "id")),
                guest.value());
    }

    /// How many the event has.
    public static long count(Connection tx, EventId event) throws SQLException {
        return Sql.first(tx, "select count(*) from reference where event_id = ?", row -> row.getLong(1), event.value())
                .orElse(0L);
    }

    /// Those of `ids` that still exist and lie in the slice.
    public static List<Reference> open(Connection tx, EventKeys keys, Slice slice, Collection<ReferenceId> ids)
            throws SQLException {
        UUID[] values = ids.stream().map(ReferenceId::value).toArray(UUID[]::new);
        return open(
                Sql.list(
                        tx,
                        "select id, sealed from reference where event_id = ? and id = any(?)" + Slice.CONDITION,
                        ReferenceStore::read,
                        keys.event().value(),
                        tx.createArrayOf("uuid", values),
                        slice.openOnly(),
                        slice.entrance().isEmpty(),
                        slice.entrance().orElse("")),
                keys);
    }

    /// A gallery with every reference of the event that lies in the slice. They are opened on as many threads as
    /// there are processors while the database sends more, some thousand at a time, and overwritten as soon as the
    /// gallery has them: the shorter a template lies in the heap, the less often the garbage collector copies it.
    ///
    /// @param empty what they are added to
    static Gallery openAll(Connection tx, EventKeys keys, Slice slice, Gallery empty) throws SQLException {
        Filling filling = new Filling(keys, empty);
        try (ExecutorService processors =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<?> added : submitAll(tx, filling, slice, processors)) {
                added.get();
            }
            return filling.gallery;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the gallery of event " + keys.event() + " cannot be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("loading the gallery of event " + keys.event() + " was interrupted", e);
        }
    }

    /// A gallery that several threads fill.
    private static final class Filling {
        private final EventKeys keys;
        private Gallery gallery;

        private Filling(EventKeys keys, Gallery empty) {
            this.keys = keys;
            gallery = empty;
        }

        private void add(List<Sealed> batch) {
            List<Reference> opened = open(batch, keys);
            synchronized (this) {
                gallery = GalleryChanges.with(gallery, opened);
            }
        }
    }

    private static List<Future<?>> submitAll(Connection tx, Filling filling, Slice slice, ExecutorService processors)
            throws SQLException {
        List<Future<?>> added = new ArrayList<>();
        String sql = "select id, sealed from reference where event_id = ?" + Slice.CONDITION;
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setFetchSize(BATCH_COUNT);
            statement.setObject(1, filling.keys.event().value());
            statement.setBoolean(2, slice.openOnly());
            statement.setBoolean(3, slice.entrance().isEmpty());
            statement.setString(4, slice.entrance().orElse(""));
            try (ResultSet rows = statement.executeQuery()) {
                List<Sealed> batch = new ArrayList<>(BATCH_COUNT);
                while (rows.next()) {
                    batch.add(read(rows));
                    if (batch.size() == BATCH_COUNT) {
                        added.add(submit(batch, filling, processors));
                        batch = new ArrayList<>(BATCH_COUNT);
                    }
                }
                added.add(submit(batch, filling, processors));
            }
        }
        return added;
    }

    private static Future<?> submit(List<Sealed> batch, Filling filling, ExecutorService processors) {
        return processors.submit(() -> filling.add(batch));
    }

    private static List<Reference> open(List<Sealed> batch, EventKeys keys) {
        return batch.stream()
                .map(stored -> new Reference(stored.id(), keys.open(stored.bytes(), stored.id())))
                .toList();
    }

    private static Sealed read(ResultSet row) throws SQLException {
        return new Sealed(new ReferenceId(Sql.uuid(row, "id")), row.getBytes("sealed"));
    }
}
