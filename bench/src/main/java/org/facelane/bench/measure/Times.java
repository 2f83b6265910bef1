package org.facelane.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// How long each stage took, run by run. Not thread-safe.
final class Times {
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();

    /// Runs a stage and notes its time.
    <T> T take(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        add(stage, (System.nanoTime() - start) / 1e6);
        return result;
    }

    void add(String stage, double time) {
        milliseconds.computeIfAbsent(stage, _ -> new ArrayList<>()).add(time);
    }

    /// Forgets what was noted so far, for example while the JIT was warming up.
    void clear() {
        milliseconds.clear();
    }

    double mean(String stage) {
        return runs(stage).stream().mapToDouble(time -> time).average().orElseThrow();
    }

    /// The time that 99 of 100 runs did not exceed.
    double p99(String stage) {
        List<Double> sorted = runs(stage).stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    /// A Markdown table.
    String table() {
        StringBuilder table = new StringBuilder("| stage | runs | mean ms | p99 ms |\n|---|---|---|---|\n");
        milliseconds.forEach((stage, times) -> table.append(String.format(
                Locale.ROOT, "| %s | %d | %.2f | %.2f |%n", stage, times.size(), mean(stage), p99(stage))));
        return table.toString();
    }

    private List<Double> runs(String stage) {
        List<Double> runs = milliseconds.get(stage);
        if (runs == null) {
            throw new IllegalArgumentException("stage '" + stage + "' never ran");
        }
        return runs;
    }
}
