package org.facelane.venue.ticketing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// The rows of a CSV text, one by one, with the line on which each begins. A row with a quote that is never closed is
/// handed out as damaged and the next line is a row again, so that one slip does not swallow the rest of the file.
final class CsvRows {
    /// A row may go on over this many lines, inside quotes.
    private static final int ROW_LINES_MAX = 10;

    private static final int PIECE_LINES = 500;

    private final List<String> lines;
    private final CSVFormat format;

    /// @param delimiter comma or semicolon
    CsvRows(String text, char delimiter) {
        this.lines = text.lines().toList();
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setTrim(true)
                .get();
    }

    /// Comma or semicolon, whichever the first line has more of.
    static char delimiter(String text) {
        String header = text.lines().findFirst().orElse("");
        long commas = header.chars().filter(c -> c == ',').count();
        long semicolons = header.chars().filter(c -> c == ';').count();
        return semicolons > commas ? ';' : ',';
    }

    /// Hands out every row in order, with the line on which it begins or, if it goes on over several lines, near
    /// it.
    void handTo(TicketRows tickets) {
        int from = 0;
        while (from < lines.size()) {
            int to = from;
            while (to < lines.size() && to - from < PIECE_LINES && closed(lines.get(to))) {
                to++;
            }
            if (to == from) {
                to = endOfOpenRow(from);
            }
            if (to == from) {
                tickets.damaged(from + 1L, "A quote is opened and not closed.");
                to = from + 1;
            } else {
                parse(from, to, tickets);
            }
            from = to;
        }
    }

    /// Parses lines that are whole rows; if they do not parse together, each on its own.
    private void parse(int from, int to, TicketRows tickets) {
        String piece = String.join("\n", lines.subList(from, to));
        List<CSVRecord> records = new ArrayList<>();
        List<Long> begins = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(piece, format)) {
            long line = parser.getCurrentLineNumber();
            for (CSVRecord next : parser) {
                begins.add(from + 1 + line);
                records.add(next);
                line = parser.getCurrentLineNumber();
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            if (to - from == 1) {
                tickets.damaged(
                        from + 1L, "The quotes are not where they can be: a quoted field ends before its delimiter.");
                return;
            }
            for (int line = from; line < to; line++) {
                if (closed(lines.get(line))) {
                    parse(line, line + 1, tickets);
                } else {
                    tickets.damaged(line + 1L, "A quote is opened and not closed.");
                }
            }
            return;
        }
        for (int i = 0; i < records.size(); i++) {
            tickets.row(begins.get(i), records.get(i).toList());
        }
    }

    /// @return the line after the row that is open at the end of line `from`, or `from` if it is never closed
    private int endOfOpenRow(int from) {
        for (int to = from + 1; to < lines.size() && to - from < ROW_LINES_MAX; to++) {
            if (!closed(lines.get(to))) {
                return to + 1;
            }
        }
        return from;
    }

    /// True if every quote that is opened on the line is closed on it.
    private static boolean closed(String line) {
        return line.chars().filter(c -> c == '"').count() % 2 == 0;
    }
}
