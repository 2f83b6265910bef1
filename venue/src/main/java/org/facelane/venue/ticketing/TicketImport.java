package org.facelane.venue.ticketing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.venue.EventId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.ticketing.ImportOutcome.FileRefused;
import org.facelane.venue.ticketing.ImportOutcome.Imported;
import org.facelane.venue.ticketing.ImportOutcome.RefusedRow;

/// Tickets from a CSV file of the ticketing system.
///
/// UTF-8, comma or semicolon; the first line names the columns: `code` (needed), `holder`, `category`, `entrance`,
/// `valid_from`, `valid_until` (ISO 8601 with offset), `status` (`VALID`, `UNPAID`, `BLOCKED`, `CANCELLED`) and
/// `attention` (what a steward is to see to once the guest is in, at most 200 characters). Codes tell tickets apart: a
/// known one is changed, a new one is added, and the same file twice changes nothing. A column that the file lacks
/// leaves what is known as it is; an empty field in a column that it has empties it. Tickets that the file does not
/// name stay.
///
/// What the ticketing system says holds for tickets that are enrolled or admitted too, with one exception: the name of
/// their holder cannot change, or another person would come in by the face of the first; such a row is refused.
///
/// All good rows are taken in one transaction, in which imports of one event take turns. Safe for use by several
/// threads; 100,000 rows take a few seconds.
public final class TicketImport {
    /// The largest file.
    public static final int BYTES_MAX = 20_000_000;

    /// The most rows.
    public static final int ROWS_MAX = 200_000;

    private static final int LISTED_MAX = 1_000;

    private final Database database;

    public TicketImport(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// @param csv the file as it is
    /// @param actor who asks, as the audit log names it
    public ImportOutcome importCsv(EventId event, byte[] csv, String actor, Instant now) {
        if (csv.length > BYTES_MAX) {
            return new FileRefused("The file has more than 20 MB.", "Split it and send the parts one after the other.");
        }
        return switch (CsvText.of(csv)) {
            case CsvText.NotUtf8(FileRefused refusal) -> refusal;
            case CsvText.Decoded(String text) -> {
                TicketRows rows = new TicketRows();
                new CsvRows(text, CsvRows.delimiter(text)).handTo(rows);
                yield rows.refusal()
                        .<ImportOutcome>map(refusal -> refusal)
                        .orElseGet(() -> take(event, rows, actor, now));
            }
        };
    }

    private ImportOutcome take(EventId event, TicketRows rows, String actor, Instant now) {
        TicketStore.Merged merged = database.transactInBulk(tx -> {
            TicketStore.Merged result = TicketStore.merge(tx, event, rows.columns(), rows.good());
            String counts = result.added() + " added, " + result.changed() + " changed";
            AuditLog.write(tx, new AuditLog.Line(now, actor, "imported tickets: " + counts, "event " + event));
            return result;
        });
        List<RefusedRow> refused = new ArrayList<>(rows.refused());
        merged.holderKept()
                .forEach(line -> refused.add(new RefusedRow(
                        line, "The ticket is enrolled or admitted; the name of its holder cannot change any more.")));
        merged.neverValid()
                .forEach(line -> refused.add(new RefusedRow(line, "The ticket would end before it begins.")));
        Stream<RefusedRow> inOrder = refused.stream().sorted(Comparator.comparingLong(RefusedRow::line));
        long notTaken = (long) merged.holderKept().size() + merged.neverValid().size();
        return new Imported(
                merged.added(),
                merged.changed(),
                rows.good().size() - merged.added() - merged.changed() - notTaken,
                rows.refusedCount() + notTaken,
                inOrder.limit(LISTED_MAX).toList(),
                rows.ignoredHeaders());
    }
}
