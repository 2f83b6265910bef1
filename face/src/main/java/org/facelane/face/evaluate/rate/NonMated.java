package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All comparisons of different people: how many there are, how many gave which similarity, and each of the highest
/// with its two people. Every count is exact from [#tailStart()] up, and to 1e-5 of similarity below. Immutable.
public final class NonMated {
    /// The share of comparisons kept one by one, and the least number of them.
    private static final double KEPT_SHARE = 0.02;

    private static final long KEPT_MIN = 20_000;

    private final long total;
    private final long[] counts;
    private final double tailStart;
    private final float[] similarities;
    private final int[] first;
    private final int[] second;
    private final List<Sides> sides;

    /// How many samples each person has on the two sides of pairs.
    private record Sides(int[] rows, int[] columns, boolean once) {
        Sides {
            requireNonNull(rows, "rows is null");
            requireNonNull(columns, "columns is null");
        }

        double total(int[] weights) {
            double row = 0;
            double column = 0;
            double mated = 0;
            for (int p = 0; p < rows.length; p++) {
                row += (double) weights[p] * rows[p];
                column += (double) weights[p] * columns[p];
                mated += (double) weights[p] * weights[p] * rows[p] * columns[p];
            }
            return (row * column - mated) / (once ? 2 : 1);
        }
    }

    private NonMated(long[] counts, double tailStart, List<Kept> kept, List<Sides> sides) {
        this.counts = counts;
        this.tailStart = tailStart;
        this.sides = sides;
        total = Arrays.stream(counts).sum();
        kept.sort((a, b) -> Float.compare(b.similarity(), a.similarity()));
        similarities = new float[kept.size()];
        first = new int[kept.size()];
        second = new int[kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            similarities[i] = kept.get(i).similarity();
            first[i] = kept.get(i).first();
            second[i] = kept.get(i).second();
        }
    }

    private record Kept(float similarity, int first, int second) {}

    /// @param several pairs whose people are numbered alike
    public static NonMated of(List<Pairs> several) {
        List<Scan> scans = several.stream().map(Scan::new).toList();
        long[] counts = new long[2 * Tally.STEPS + 1];
        scans.forEach(scan -> scan.nonMated(Tally::counting).forEach(tally -> tally.addTo(counts)));
        double start = start(counts);
        List<Kept> kept = new ArrayList<>();
        for (Scan scan : scans) {
            for (Tally tally : scan.nonMated(() -> Tally.keeping(start))) {
                for (int i = 0; i < tally.size(); i++) {
                    kept.add(new Kept(
                            tally.similarity(i), scan.rowPerson(tally.row(i)), scan.columnPerson(tally.column(i))));
                }
            }
        }
        return new NonMated(
                counts, start, kept, several.stream().map(NonMated::sides).toList());
    }

    /// All comparisons of two samples of different people, once.
    public static NonMated among(Pairs pairs) {
        return of(List.of(pairs));
    }

    /// How many comparisons there are.
    public long total() {
        return total;
    }

    /// From this similarity up each comparison is known.
    public double tailStart() {
        return tailStart;
    }

    /// Whether the data have as many comparisons as a rate needs to show.
    public boolean resolves(double rate) {
        return rate * total >= 1 - 1e-9;
    }

    /// How many comparisons reach a similarity.
    public long reaching(double similarity) {
        if (similarity >= tailStart) {
            return above(similarity);
        }
        long above = 0;
        for (int i = Tally.bin(similarity); i < counts.length; i++) {
            above += counts[i];
        }
        return above;
    }

    /// The similarity that comparisons must exceed so that at most `rate` of them do.
    public double limit(double rate) {
        long allowed = (long) Math.floor(rate * total + 1e-9);
        if (allowed < similarities.length) {
            return similarities[(int) allowed];
        }
        long above = 0;
        for (int i = counts.length - 1; i >= 0; i--) {
            above += counts[i];
            if (above > allowed) {
                return (i + 1.0) / Tally.STEPS - 1;
            }
        }
        return -1;
    }

    /// The similarity reached with this rank, from the highest, which has rank 1.
    public double ranked(int rank) {
        return similarities[rank - 1];
    }

    /// By how much each comparison above `limit` exceeds it, ascending.
    ///
    /// @param limit the start of the tail or above
    public double[] excesses(double limit) {
        int count = 0;
        while (count < similarities.length && similarities[count] > limit) {
            count++;
        }
        double[] excesses = new double[count];
        for (int i = 0; i < count; i++) {
            excesses[count - 1 - i] = similarities[i] - limit;
        }
        return excesses;
    }

    /// The weight of each comparison above `limit`, in the order of [#excesses].
    double[] weightsAbove(double limit, int[] weights) {
        int count = excesses(limit).length;
        double[] above = new double[count];
        for (int i = 0; i < count; i++) {
            above[count - 1 - i] = (double) weights[first[i]] * weights[second[i]];
        }
        return above;
    }

    /// The share of comparisons that reach each similarity, with intervals.
    ///
    /// @param least similarities, each of the tail's start or more
    public List<Rate> rates(double[] least, Bootstrap bootstrap) {
        List<Interval> intervals = bootstrap.intervals(least.length, replicate -> {
            int[] weights = bootstrap.weights(replicate);
            double whole = total(weights);
            double[] rates = new double[least.length];
            for (int i = 0; i < least.length; i++) {
                double sum = 0;
                for (int k = 0; k < similarities.length && similarities[k] >= least[i]; k++) {
                    sum += (double) weights[first[k]] * weights[second[k]];
                }
                rates[i] = sum / whole;
            }
            return rates;
        });
        List<Rate> rates = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            long errors = above(least[i]);
            rates.add(new Rate(errors, total, errors == 0 ? Interval.withoutErrors(total) : intervals.get(i)));
        }
        return rates;
    }

    /// The limit of each rate among people who weigh differently.
    ///
    /// @param rates descending
    double[] limits(double[] rates, int[] weights) {
        double whole = total(weights);
        double[] limits = new double[rates.length];
        int next = rates.length - 1;
        double sum = 0;
        for (int k = 0; k < similarities.length && next >= 0; k++) {
            sum += (double) weights[first[k]] * weights[second[k]];
            while (next >= 0 && sum > rates[next] * whole + 1e-9) {
                limits[next--] = similarities[k];
            }
        }
        while (next >= 0) {
            limits[next--] = tailStart;
        }
        return limits;
    }

    private double total(int[] weights) {
        return sides.stream().mapToDouble(side -> side.total(weights)).sum();
    }

    private long above(double similarity) {
        int low = 0;
        int high = similarities.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (similarities[middle] >= similarity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double start(long[] counts) {
        long total = Arrays.stream(counts).sum();
        long wanted = Math.min(total, Math.max(KEPT_MIN, (long) (KEPT_SHARE * total)));
        long above = 0;
        for (int i = counts.length - 1; i >= 0; i--) {
            above += counts[i];
            if (above >= wanted) {
                return (double) i / Tally.STEPS - 1;
            }
        }
        return -1;
    }

    private static Sides sides(Pairs pairs) {
        return new Sides(
                counted(pairs, pairs.peopleOf(pairs.rows())),
                counted(pairs, pairs.peopleOf(pairs.columns())),
                pairs.once());
    }

    private static int[] counted(Pairs pairs, int[] people) {
        int[] counts = new int[pairs.people().size()];
        for (int person : people) {
            counts[person]++;
        }
        return counts;
    }
}
