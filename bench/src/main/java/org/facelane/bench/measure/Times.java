package org.facelane.bench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// How long each stage took, run by run: by the clock, and of the thread's processor time, which says more where other
/// work shares the machine. Not thread-safe.
final class Times {
    /// One run, in milliseconds.
    record Run(double clock, double processor) {}

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, List<Run>> stages = new LinkedHashMap<>();

    /// Runs a stage and notes its time.
    <T> T take(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        long busy = threads.getCurrentThreadCpuTime();
        T result = work.get();
        busy = threads.getCurrentThreadCpuTime() - busy;
        add(stage, new Run((System.nanoTime() - start) / 1e6, busy / 1e6));
        return result;
    }

    void add(String stage, Run run) {
        stages.computeIfAbsent(stage, _ -> new ArrayList<>()).add(run);
    }

    /// Forgets what was noted so far, for example while the JIT was warming up.
    void clear() {
        stages.clear();
    }

    /// A Markdown table. P99 is the time that 99 of 100 runs did not exceed.
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("| stage | runs | mean ms | p99 ms | mean processor ms | p99 processor ms |\n");
        table.append("|---|---|---|---|---|---|\n");
        stages.forEach((stage, runs) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %.2f |%n",
                stage,
                runs.size(),
                mean(runs, Run::clock),
                p99(runs, Run::clock),
                mean(runs, Run::processor),
                p99(runs, Run::processor))));
        return table.toString();
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> time) {
        return runs.stream().mapToDouble(time).average().orElseThrow();
    }

    private static double p99(List<Run> runs, ToDoubleFunction<Run> time) {
        double[] sorted = runs.stream().mapToDouble(time).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }
}
