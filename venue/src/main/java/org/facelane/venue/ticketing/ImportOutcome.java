package org.facelane.venue.ticketing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What became of a file of tickets.
public sealed interface ImportOutcome {
    /// Every good row is in; the others are listed.
    ///
    /// @param unchanged rows that say what is known already
    /// @param refusedCount how many rows were refused, listed or not
    /// @param refused the first thousand of them, in the order of the file
    /// @param ignoredHeaders columns that mean nothing here, as the file names them
    record Imported(
            long added,
            long changed,
            long unchanged,
            long refusedCount,
            List<RefusedRow> refused,
            List<String> ignoredHeaders)
            implements ImportOutcome {
        public Imported {
            refused = List.copyOf(refused);
            ignoredHeaders = List.copyOf(ignoredHeaders);
        }
    }

    /// Nothing was taken.
    ///
    /// @param says what is wrong, in one sentence
    /// @param advice what to do, in one sentence
    record FileRefused(String says, String advice) implements ImportOutcome {
        public FileRefused {
            requireNonNull(says, "says is null");
            requireNonNull(advice, "advice is null");
        }
    }

    /// A row that was not taken.
    ///
    /// @param line of the file on which the row ends; the header is line 1
    /// @param reason what is wrong with it, in one sentence
    record RefusedRow(long line, String reason) {
        public RefusedRow {
            requireNonNull(reason, "reason is null");
        }
    }
}
