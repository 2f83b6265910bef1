package org.facelane.bench.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One line of the table.
///
/// @param rate searches a second
/// @param limit the share of what the machine allows, in percent, or 0 if it was not compared
/// @param recall the share of probes for which the one most alike was found, in percent
/// @param bytes memory of the engine
/// @param buildSeconds from the values to the first search
record Row(
        int count,
        int dimension,
        String engine,
        int probes,
        double rate,
        double limit,
        double recall,
        long bytes,
        double buildSeconds) {
    static final String HEAD = """
        | references | dimension | engine | probes at once | searches a second | of the limit | recall | memory | built in |
        |---|---|---|---|---|---|---|---|---|
        """;

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %,d | %d | %s | %d | %s | %s | %.1f %% | %,d MB | %.1f s |%n",
                count,
                dimension,
                engine,
                probes,
                rate < 100 ? String.format(Locale.ROOT, "%.1f", rate) : String.format(Locale.ROOT, "%,.0f", rate),
                limit == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", limit),
                recall,
                bytes >> 20,
                buildSeconds);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"references\": %d, \"dimension\": %d, \"engine\": \"%s\", \"probes\": %d, \"searchesPerSecond\":"
                        + " %.2f, \"percentOfLimit\": %.1f, \"recallPercent\": %.2f, \"bytes\": %d, \"buildSeconds\":"
                        + " %.2f}",
                count,
                dimension,
                engine,
                probes,
                rate,
                limit,
                recall,
                bytes,
                buildSeconds);
    }

    static String json(List<Row> rows) {
        return rows.stream().map(Row::json).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
    }
}
