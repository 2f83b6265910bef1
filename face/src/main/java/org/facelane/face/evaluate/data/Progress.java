package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.Locale;

/// How far a long run is, on the error output: how many are done, how fast, and how long it will take. In one line
/// that changes where a person looks on, in a line now and then where a file does. Thread-safe.
public final class Progress implements AutoCloseable {
    private static final long LINE_NANOS = 15_000_000_000L;
    private static final long CHANGE_NANOS = 300_000_000L;

    private final PrintStream output;
    private final boolean changes;
    private final String things;
    private final long total;
    private final long start = System.nanoTime();
    private long done;
    private long said = start;

    /// @param things what is counted, for example `pictures`
    public Progress(PrintStream output, boolean changes, String things, long total) {
        this.output = requireNonNull(output, "output is null");
        this.changes = changes;
        this.things = requireNonNull(things, "things is null");
        this.total = total;
    }

    /// One more is done.
    public synchronized void step() {
        done++;
        long now = System.nanoTime();
        if (now - said > (changes ? CHANGE_NANOS : LINE_NANOS)) {
            said = now;
            output.print((changes ? "\r" : "") + line((now - start) / 1e9) + (changes ? "  " : "\n"));
            output.flush();
        }
    }

    /// Says how long it took.
    @Override
    public synchronized void close() {
        double seconds = (System.nanoTime() - start) / 1e9;
        output.printf(Locale.ROOT, "%s%,d of %,d %s in %s%n", changes ? "\r" : "", done, total, things, time(seconds));
    }

    private String line(double seconds) {
        double rate = done / seconds;
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s, %.1f a second, %s left",
                done,
                total,
                things,
                rate,
                time((total - done) / rate));
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
