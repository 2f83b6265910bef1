package org.facelane.venue.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.facelane.face.Score;
import org.facelane.venue.lane.LaneEvent.TurnEnded;

/// The table that the demo prints, a row for each arrival.
final class ArrivalTable {
    private static final String ROW = "%-6s %-40s %-36s %-36s %6s %6s  %s%n";

    private final PrintStream out;

    ArrivalTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.printf(ROW, "lane", "who", "expected", "happened", "score", "ms", "");
    }

    /// The score is that of the best candidate, where there was one; the milliseconds run from the first usable
    /// frame to the decision, gate included.
    void row(String lane, Arrival.Outcome outcome) {
        out.printf(
                ROW,
                lane,
                outcome.arrival().who(),
                outcome.arrival().expected().says(),
                outcome.happened().says(),
                outcome.turn()
                        .flatMap(TurnEnded::score)
                        .map(Score::value)
                        .map(score -> String.format(Locale.ROOT, "%.0f", score))
                        .orElse("–"),
                outcome.turn()
                        .map(turn -> Long.toString(turn.waited().toMillis()))
                        .orElse("–"),
                outcome.asExpected() ? "as expected" : "DIFFERENT");
        out.flush();
    }

    /// A line of its own.
    void say(String what) {
        out.println("       " + what);
    }
}
