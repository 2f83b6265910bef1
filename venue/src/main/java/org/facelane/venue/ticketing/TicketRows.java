package org.facelane.venue.ticketing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.Ticket;
import org.facelane.venue.store.TicketStore.Column;
import org.facelane.venue.store.TicketStore.Incoming;
import org.facelane.venue.ticketing.ImportOutcome.FileRefused;
import org.facelane.venue.ticketing.ImportOutcome.RefusedRow;

/// What the rows of a ticket file say, and what is wrong with those that say nothing good.
final class TicketRows {
    private static final int CODE_LENGTH_MAX = 100;
    private static final int TEXT_LENGTH_MAX = 200;
    private static final int REFUSED_LISTED_MAX = 1_000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
    private final List<String> ignoredHeaders = new ArrayList<>();
    private final List<Incoming> good = new ArrayList<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final Map<String, Long> lineOfCode = new HashMap<>();
    private int headerCount;
    private long refusedCount;
    private Optional<FileRefused> refusal = Optional.empty();

    /// A field that cannot be read; leaves the reading of its row at once, and never this class.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String says;

        Unreadable(String says) {
            super(says, null, false, false);
            this.says = says;
        }
    }

    /// Takes the next row; the first is the header.
    void row(long line, List<String> fields) {
        if (refusal.isPresent() || isBlank(fields)) {
            return;
        }
        if (headerCount == 0) {
            readHeader(fields);
            return;
        }
        if (good.size() + refusedCount >= TicketImport.ROWS_MAX) {
            refusal = Optional.of(new FileRefused(
                    "The file has more than 200,000 rows.", "Split it and send the parts one after the other."));
            return;
        }
        if (fields.size() != headerCount) {
            refuse(line, "The row has " + fields.size() + " fields, and the header " + headerCount + ".");
            return;
        }
        try {
            Incoming incoming = read(line, fields);
            Long earlier = lineOfCode.putIfAbsent(incoming.code(), line);
            if (earlier == null) {
                good.add(incoming);
            } else {
                refuse(line, "The code stands on line " + earlier + " already.");
            }
        } catch (Unreadable e) {
            refuse(line, e.says);
        }
    }

    /// Takes note of a row that is none.
    ///
    /// @param reason in one sentence
    void damaged(long line, String reason) {
        if (headerCount == 0) {
            refusal = refusal.or(() -> Optional.of(new FileRefused(
                    "The first line does not name the columns: " + reason,
                    "Begin the file with a header, see the docs.")));
        } else {
            refuse(line, reason);
        }
    }

    /// Why nothing of the file can be taken, if so.
    Optional<FileRefused> refusal() {
        return headerCount == 0 && refusal.isEmpty()
                ? Optional.of(
                        new FileRefused("The file is empty.", "Send a file with a header and a row for each ticket."))
                : refusal;
    }

    /// Which columns the file has, apart from the code.
    Set<Column> columns() {
        Set<Column> present = EnumSet.noneOf(Column.class);
        present.addAll(columns.keySet());
        present.remove(Column.CODE);
        return present;
    }

    List<String> ignoredHeaders() {
        return ignoredHeaders;
    }

    List<Incoming> good() {
        return good;
    }

    List<RefusedRow> refused() {
        return refused;
    }

    long refusedCount() {
        return refusedCount;
    }

    private void readHeader(List<String> fields) {
        headerCount = fields.size();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).strip();
            Optional<Column> column = column(name);
            if (column.isEmpty()) {
                ignoredHeaders.add(name);
            } else if (columns.putIfAbsent(column.get(), i) != null) {
                refusal = Optional.of(new FileRefused(
                        "The header names the column " + name + " twice.", "Leave one of them out, or rename it."));
            }
        }
        if (!columns.containsKey(Column.CODE)) {
            refusal = Optional.of(new FileRefused(
                    "The header has no column `code`; it has: " + String.join(", ", fields) + ".",
                    "Name the column with the ticket codes `code`, and separate columns by commas or semicolons."));
        }
    }

    private static Optional<Column> column(String name) {
        for (Column column : Column.values()) {
            if (column.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    private Incoming read(long line, List<String> fields) {
        String code =
                text(fields, Column.CODE, CODE_LENGTH_MAX).orElseThrow(() -> new Unreadable("The code is missing."));
        Optional<Instant> from = instant(fields, Column.VALID_FROM);
        Optional<Instant> until = instant(fields, Column.VALID_UNTIL);
        return new Incoming(
                line,
                code,
                text(fields, Column.HOLDER, TEXT_LENGTH_MAX),
                text(fields, Column.CATEGORY, TEXT_LENGTH_MAX),
                text(fields, Column.ENTRANCE, CODE_LENGTH_MAX),
                from,
                until,
                status(fields),
                text(fields, Column.ATTENTION, TEXT_LENGTH_MAX));
    }

    private Optional<String> text(List<String> fields, Column column, int lengthMax) {
        Integer index = columns.get(column);
        if (index == null) {
            return Optional.empty();
        }
        String text = fields.get(index).strip();
        if (text.length() > lengthMax) {
            throw new Unreadable("The " + name(column) + " has more than " + lengthMax + " characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Unreadable("The " + name(column) + " has a line break or another control character.");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Optional<Instant> instant(List<String> fields, Column column) {
        return text(fields, column, TEXT_LENGTH_MAX).map(text -> {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                    throw new Unreadable("The " + name(column) + " is not between 1970 and 2200.");
                }
                return instant;
            } catch (DateTimeParseException _) {
                throw new Unreadable(
                        "The " + name(column) + " is not a time with its offset, such as 2026-12-31T18:00:00+01:00.");
            }
        });
    }

    private Optional<Ticket.Status> status(List<String> fields) {
        return text(fields, Column.STATUS, TEXT_LENGTH_MAX).map(text -> {
            for (Ticket.Status status : Ticket.Status.values()) {
                if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return status;
                }
            }
            throw new Unreadable("The status is none of VALID, UNPAID, BLOCKED, CANCELLED.");
        });
    }

    private static String name(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isBlank(List<String> fields) {
        return fields.stream().allMatch(String::isBlank);
    }

    private void refuse(long line, String reason) {
        refusedCount++;
        if (refused.size() < REFUSED_LISTED_MAX) {
            refused.add(new RefusedRow(line, reason));
        }
    }
}
