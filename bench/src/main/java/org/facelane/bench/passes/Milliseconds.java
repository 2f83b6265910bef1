package org.facelane.bench.passes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Milliseconds of one thing that was done again and again.
final class Milliseconds {
    private final List<Double> milliseconds = new ArrayList<>();

    void add(Duration time) {
        milliseconds.add(time.toNanos() / 1e6);
    }

    private double share(double share) {
        List<Double> sorted = new ArrayList<>(milliseconds);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /// For a table.
    @Override
    public String toString() {
        return milliseconds.isEmpty()
                ? "never"
                : String.format(
                        Locale.ROOT,
                        "%d times, p50 %.1f ms, p95 %.1f ms, longest %.1f ms",
                        milliseconds.size(),
                        share(0.5),
                        share(0.95),
                        share(1));
    }
}
