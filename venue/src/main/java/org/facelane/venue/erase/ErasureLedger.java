package org.facelane.venue.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.GuestId;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.Sql;

/// Who withdrew and which events' keys were destroyed, in a file outside the database, so that a backup of the database
/// that is put back cannot bring anybody back: whom the ledger knows as erased and the database does not is erased
/// again.
///
/// Each process follows the database with a ledger of its own, whoever carried the erasure out. A line is an instant,
/// `guest` or `event`, and a random id; nothing about a person. Safe for use by several threads.
public final class ErasureLedger {
    private static final System.Logger LOG = System.getLogger(ErasureLedger.class.getName());

    /// Transactions are committed in another order than they begin, and clocks differ.
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int BATCH_COUNT = 5_000;

    private final Path file;
    private final Database database;
    private final Erasures erasures;
    private final Map<Erased, Instant> known = new LinkedHashMap<>();

    /// The newest entry that the database has had. If it has it no more, the database is an older one.
    private Optional<Erased> sentinel = Optional.empty();

    private boolean isRead;

    /// Whoever or whatever was erased.
    private record Erased(Kind kind, UUID id) {}

    private enum Kind {
        GUEST,
        EVENT
    }

    /// The file cannot be used; the message says what to do.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @param file that lies where a restored backup of the database does not replace it
    public ErasureLedger(Path file, Database database, Erasures erasures) {
        this.file = requireNonNull(file, "file is null");
        this.database = requireNonNull(database, "database is null");
        this.erasures = requireNonNull(erasures, "erasures is null");
    }

    /// Erases again whom the database has forgotten to have erased, then writes down what was erased since the last
    /// time. Call it before a lane opens, and every few seconds.
    ///
    /// @return how many guests and events were erased again
    /// @throws Unusable if the file cannot be read or written, or is damaged
    public synchronized int follow(Instant now) {
        boolean isFirst = !isRead;
        if (isFirst) {
            read();
        }
        int again = isFirst || isOlderDatabase() ? replay(now) : 0;
        append(database.read(this::missing));
        return again;
    }

    private boolean isOlderDatabase() {
        return sentinel.filter(erased -> database.read(tx -> present(tx, erased.kind(), List.of(erased.id())))
                        .isEmpty())
                .isPresent();
    }

    private int replay(Instant now) {
        int again = 0;
        sentinel = Optional.empty();
        for (Kind kind : Kind.values()) {
            List<UUID> ids = known.keySet().stream()
                    .filter(erased -> erased.kind() == kind)
                    .map(Erased::id)
                    .toList();
            for (int from = 0; from < ids.size(); from += BATCH_COUNT) {
                List<UUID> batch = ids.subList(from, Math.min(ids.size(), from + BATCH_COUNT));
                for (UUID id : database.read(tx -> revived(tx, kind, batch))) {
                    switch (kind) {
                        case GUEST -> erasures.eraseAgain(new GuestId(id), now);
                        case EVENT -> erasures.endEvent(new EventId(id), "system", now);
                    }
                    again++;
                }
                List<UUID> present = database.read(tx -> present(tx, kind, batch));
                batch.stream().filter(present::contains).forEach(id -> sentinel = Optional.of(new Erased(kind, id)));
            }
        }
        if (again > 0) {
            LOG.log(Level.WARNING, "event=erased-again count={0} why=\"the database is older than {1}\"", again, file);
        }
        return again;
    }

    /// Those whom the database has and does not know as erased.
    private static List<UUID> revived(Connection tx, Kind kind, List<UUID> ids) throws SQLException {
        return Sql.list(
                tx,
                switch (kind) {
                    case GUEST -> "select id from guest where id = any(?) and erasing_at is null";
                    case EVENT -> "select event_id as id from event_key where event_id = any(?)";
                },
                row -> Sql.uuid(row, "id"),
                tx.createArrayOf("uuid", ids.toArray()));
    }

    /// Those whom the database knows as erased.
    private static List<UUID> present(Connection tx, Kind kind, List<UUID> ids) throws SQLException {
        return Sql.list(
                tx,
                switch (kind) {
                    case GUEST -> "select id from guest where id = any(?) and erasing_at is not null";
                    case EVENT -> "select id from event where id = any(?) and keys_destroyed_at is not null";
                },
                row -> Sql.uuid(row, "id"),
                tx.createArrayOf("uuid", ids.toArray()));
    }

    /// What the database knows and the ledger does not, oldest first. Guests who are erased with their event are
    /// covered by it.
    private Map<Erased, Instant> missing(Connection tx) throws SQLException {
        Instant since = known.values().stream()
                .max(Instant::compareTo)
                .map(last -> last.minus(OVERLAP))
                .orElse(Instant.EPOCH);
        Map<Erased, Instant> missing = new LinkedHashMap<>();
        Sql.list(
                tx,
                """
                select 'GUEST' as kind, guest_id as id, requested_at as at from erasure
                where reason = 'WITHDRAWAL' and requested_at >= ?
                union all
                select 'EVENT', id, keys_destroyed_at from event where keys_destroyed_at is not null
                order by at
                """,
                row -> missing.put(
                        new Erased(Kind.valueOf(row.getString("kind")), Sql.uuid(row, "id")), Sql.instant(row, "at")),
                since);
        missing.keySet().removeAll(known.keySet());
        return missing;
    }

    private void read() {
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            String text = Files.readString(file, UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            for (String line : text.substring(0, whole).lines().toList()) {
                String[] words = line.split(" ", -1);
                known.put(new Erased(Kind.valueOf(words[1]), UUID.fromString(words[2])), Instant.parse(words[0]));
            }
            if (whole < text.length()) {
                // a crash cut the last line off; the database still has it
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(text.substring(0, whole).getBytes(UTF_8).length);
                }
            }
            isRead = true;
        } catch (IOException e) {
            throw unusable("cannot be read or written", e);
        } catch (RuntimeException e) {
            throw unusable("is damaged", e);
        }
    }

    private void append(Map<Erased, Instant> missing) {
        if (missing.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        missing.forEach((erased, at) -> lines.add(at + " " + erased.kind() + " " + erased.id() + "\n"));
        ByteBuffer bytes = UTF_8.encode(String.join("", lines));
        try (FileChannel channel =
                FileChannel.open(file, EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
        known.putAll(missing);
        sentinel = missing.keySet().stream().reduce((_, last) -> last);
    }

    private Unusable unusable(String how, Exception cause) {
        return new Unusable(
                "The ledger of erasures " + file + " " + how + " (" + cause.getMessage() + "). Without it a backup of"
                        + " the database that was put back could bring erased guests back: restore the ledger, or move"
                        + " it away if the database was never restored; then a new one is made of what the database"
                        + " knows.",
                cause);
    }
}
