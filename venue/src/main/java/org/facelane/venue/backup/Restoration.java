package org.facelane.venue.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.Sql;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Puts a backup into an empty database: all of it in one transaction, or nothing.
///
/// ```
///  first line ─► schema of that time ─► rows, table by table ─► sequences ─► last line: as many rows? ─► committed
/// ```
///
/// Nothing of the file is taken for SQL: tables, columns and sequences have to be those that the schema has. Opening
/// the database afterwards brings the schema to this version's. Whom a ledger of erasures knows has to be erased again
/// by whoever restores, before a lane opens.
public final class Restoration {
    private static final Pattern FIRST =
            Pattern.compile(Pattern.quote(Backup.FIRST_LINE) + "([0-9.]+)" + Backup.TAKEN + "(\\S+)");
    private static final Pattern SEQUENCE =
            Pattern.compile("SELECT setval\\('([a-z0-9_]+)', ([0-9]+), (true|false)\\);");
    private static final byte[] END_OF_TABLE = (Backup.END_OF_TABLE + "\n").getBytes(UTF_8);
    private static final int LINE_BYTES_MAX = 16 << 20;

    private final Path file;
    private final InputStream in;

    private Restoration(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /// What was put back.
    ///
    /// @param takenAt what the database holds is as of then
    public record Restored(Instant takenAt, long rows) {
        public Restored {
            requireNonNull(takenAt, "takenAt is null");
        }
    }

    /// @throws UnusableBackup if the file is no whole backup, a newer Facelane wrote it, or the database is not
    ///     empty
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    /// @throws IOException if the file cannot be read
    public static Restored into(DatabaseAddress address, Path file) throws IOException {
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = new BufferedInputStream(new GZIPInputStream(packed))) {
            return new Restoration(file, in).into(address);
        } catch (EOFException | ZipException e) {
            throw new UnusableBackup(
                    file + " is damaged or cut off (" + e.getMessage() + "); nothing was restored.", e);
        }
    }

    private Restored into(DatabaseAddress address) throws IOException {
        try {
            return begin(address);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Restored begin(DatabaseAddress address) {
        Matcher first = FIRST.matcher(text());
        if (!first.matches()) {
            throw new UnusableBackup(file + " is no backup of Facelane.");
        }
        Instant takenAt = instant(first.group(2));
        if (!Database.prepare(address, first.group(1))) {
            throw new UnusableBackup(file + " is of schema " + first.group(1) + ", which this Facelane does not know or"
                    + " the database " + address.host() + " is past. Restore into a new, empty database, by a Facelane"
                    + " that is not older than the one which took the backup.");
        }
        return new Restored(takenAt, Database.transactAlone(address, tx -> rows(tx, address)));
    }

    private long rows(Connection tx, DatabaseAddress address) throws SQLException {
        List<Table> tables = Table.all(tx);
        for (Table table : tables) {
            if (!table.isEmpty(tx)) {
                throw new UnusableBackup("The database " + address.host() + " is not empty (table " + table.name()
                        + "); nothing was restored. Restore into a new one.");
            }
        }
        long rows = 0;
        while (true) {
            String line = text();
            Optional<Table> table = tables.stream()
                    .filter(known -> known.copy("FROM stdin;").equals(line))
                    .findFirst();
            if (table.isPresent()) {
                rows += fill(tx, table.get());
            } else if (line.equals(Backup.LAST_LINE + rows)) {
                return rows;
            } else {
                set(tx, line);
            }
        }
    }

    private long fill(Connection tx, Table table) throws SQLException {
        CopyIn copy = tx.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy("FROM stdin"));
        try {
            byte[] row = line();
            while (!Arrays.equals(row, END_OF_TABLE)) {
                copy.writeToCopy(row, 0, row.length);
                row = line();
            }
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void set(Connection tx, String line) throws SQLException {
        Matcher sequence = SEQUENCE.matcher(line);
        boolean isKnown = sequence.matches()
                && Sql.first(
                                tx,
                                """
                                select setval(format('%I', sequencename)::regclass, ?, ?) from pg_sequences
                                where schemaname = current_schema() and sequencename = ?
                                """,
                                row -> true,
                                Long.valueOf(sequence.group(2)),
                                sequence.group(3).equals("true"),
                                sequence.group(1))
                        .orElse(false);
        if (!isKnown) {
            throw new UnusableBackup(file + " is damaged: it holds a line that no backup has; nothing was restored.");
        }
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnusableBackup(file + " is damaged: it does not say when it was taken.", e);
        }
    }

    private String text() {
        byte[] line = line();
        return new String(line, 0, line.length - 1, UTF_8);
    }

    /// The next line with its end.
    private byte[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        try {
            int next;
            do {
                next = in.read();
                if (next < 0 || line.size() == LINE_BYTES_MAX) {
                    throw new EOFException("a line has no end");
                }
                line.write(next);
            } while (next != '\n');
            return line.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
