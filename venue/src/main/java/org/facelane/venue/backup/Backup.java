package org.facelane.venue.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.Sql;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Everything that the database holds at one moment, in one file, while servers run; [Restoration] puts it back.
///
/// ```
/// -- facelane backup 1, schema 027, taken 2026-11-22T14:00:00Z
/// COPY "event" ("id", "name", …) FROM stdin;
/// a row a line, as PostgreSQL's COPY writes it
/// \.
/// SELECT setval('audit_inbox_number_seq', 500, true);
/// -- complete, rows: 1234
/// ```
///
/// Packed by gzip, readable by its owner only, in the form in which `pg_dump --data-only` writes rows. PostgreSQL may
/// be of another version when it is put back. Templates and keys lie in it sealed, as in the database; the master key
/// does not lie in it.
public final class Backup {
    static final String FIRST_LINE = "-- facelane backup 1, schema ";
    static final String TAKEN = ", taken ";
    static final String END_OF_TABLE = "\\.";
    static final String LAST_LINE = "-- complete, rows: ";

    private static final int BUFFER_BYTES = 1 << 16;

    private final Database database;

    public Backup(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// Writes the file, which appears when it is whole. 60,000 guests take some seconds.
    ///
    /// @return how many rows are in it
    /// @throws FileAlreadyExistsException if there is such a file
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public long write(Path file, Instant now) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                GZIPOutputStream out = new GZIPOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            long rows = database.read(tx -> copy(tx, out, now));
            out.finish();
            channel.force(true);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            noteInAudit(now);
            return rows;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void noteInAudit(Instant now) {
        database.transact(tx -> {
            AuditLog.write(tx, new AuditLog.Line(now, "system", "took a backup of the database", "installation"));
            return now;
        });
    }

    static long copy(Connection tx, OutputStream out, Instant now) throws SQLException {
        try {
            line(out, FIRST_LINE + Database.schemaVersion(tx) + TAKEN + now);
            long rows = 0;
            for (Table table : Table.all(tx)) {
                line(out, table.copy("FROM stdin;"));
                rows += copy(tx, table, out);
                line(out, END_OF_TABLE);
            }
            for (String sequence : sequences(tx)) {
                line(out, sequence);
            }
            line(out, LAST_LINE + rows);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copy(Connection tx, Table table, OutputStream out) throws SQLException, IOException {
        CopyOut copy = tx.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copy("TO stdout"));
        try {
            byte[] row;
            while ((row = copy.readFromCopy()) != null) {
                out.write(row);
            }
            return copy.getHandledRowCount();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static List<String> sequences(Connection tx) throws SQLException {
        return Sql.list(tx, """
            select format('SELECT setval(%L, %s, %s);', sequencename, coalesce(last_value, start_value),
                          case when last_value is null then 'false' else 'true' end) as line
            from pg_sequences where schemaname = current_schema() order by sequencename
            """, row -> row.getString("line"));
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(UTF_8));
    }
}
