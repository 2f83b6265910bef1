package org.facelane.bench.limit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.Rate;

/// Comparisons of one way to compare, and its row of a table: FNMR at FMR 1e-3, 1e-4 and 1e-5, the last with an
/// interval of 95 % over people.
final class Rates {
    private static final double[] FMRS = {1e-3, 1e-4, 1e-5};
    private static final int REPLICATES = 1000;

    private record Mated(String person, double similarity) {
        Mated {
            requireNonNull(person, "person is null");
        }
    }

    private final List<Mated> mated = new ArrayList<>();
    private final Similarities nonMated = new Similarities();

    void mated(String person, double similarity) {
        mated.add(new Mated(person, similarity));
    }

    void nonMated(double similarity) {
        nonMated.add(similarity);
    }

    int matedCount() {
        return mated.size();
    }

    long nonMatedCount() {
        return nonMated.total();
    }

    /// The similarity that strangers reach with a probability of `fmr`.
    double limit(double fmr) {
        return nonMated.reachedBy(fmr);
    }

    /// How many times more often than `fmr` strangers of another set, compared in the same way, reach the limit for
    /// it.
    double excess(Similarities others, double fmr) {
        return others.share(limit(fmr)) / fmr;
    }

    Rate fnmr(double fmr) {
        double limit = limit(fmr);
        Map<String, Integer> people = new LinkedHashMap<>();
        int[] person = new int[mated.size()];
        boolean[] error = new boolean[mated.size()];
        for (int i = 0; i < person.length; i++) {
            person[i] = people.computeIfAbsent(mated.get(i).person(), name -> people.size());
            error[i] = mated.get(i).similarity() < limit;
        }
        return new Bootstrap(people.size(), REPLICATES, 1).rate(person, error);
    }

    /// Three cells of a Markdown table.
    String cells() {
        List<String> cells = new ArrayList<>();
        for (double fmr : FMRS) {
            Rate rate = fnmr(fmr);
            cells.add(String.format(Locale.ROOT, "%.2f %%", 100 * rate.value()));
            if (fmr == 1e-5) {
                cells.set(
                        cells.size() - 1,
                        cells.getLast()
                                + String.format(
                                        Locale.ROOT,
                                        " (%.2f–%.2f %%)",
                                        100 * rate.interval().low(),
                                        100 * rate.interval().high()));
            }
        }
        return String.join(" | ", cells);
    }
}
