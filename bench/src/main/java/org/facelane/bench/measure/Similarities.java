package org.facelane.bench.measure;

import java.util.List;
import org.facelane.bench.measure.PictureSet.Sample;

/// How many comparisons gave which similarity, in steps of 1e-5: enough for error rates over millions of pairs without
/// keeping them.
public final class Similarities {
    private static final int STEPS = 100_000;

    private final long[] counts = new long[2 * STEPS + 2];
    private long total;

    /// All comparisons of two samples of different people.
    public static Similarities nonMated(List<Sample> samples) {
        Similarities similarities = new Similarities();
        for (int i = 0; i < samples.size(); i++) {
            for (int k = i + 1; k < samples.size(); k++) {
                if (!samples.get(i).person().equals(samples.get(k).person())) {
                    similarities.add(samples.get(i).similarity(samples.get(k)));
                }
            }
        }
        return similarities;
    }

    /// All comparisons of two samples of one person.
    public static Similarities mated(List<Sample> samples) {
        Similarities similarities = new Similarities();
        for (int i = 0; i < samples.size(); i++) {
            for (int k = i + 1; k < samples.size(); k++) {
                if (samples.get(i).person().equals(samples.get(k).person())) {
                    similarities.add(samples.get(i).similarity(samples.get(k)));
                }
            }
        }
        return similarities;
    }

    public void add(double similarity) {
        counts[(int) Math.floor((Math.clamp(similarity, -1, 1) + 1) * STEPS)]++;
        total++;
    }

    /// Adds what another has counted.
    public void addAll(Similarities other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /// How many comparisons there are.
    public long total() {
        return total;
    }

    /// The share of comparisons of at least `similarity`: FMR if these are non-mated.
    public double share(double similarity) {
        int from = (int) Math.ceil((similarity + 1) * STEPS - 1e-6);
        long above = 0;
        for (int i = Math.max(0, from); i < counts.length; i++) {
            above += counts[i];
        }
        return (double) above / total;
    }

    /// The lowest similarity that at most `share` of the comparisons reach.
    public double reachedBy(double share) {
        long allowed = (long) Math.floor(share * total + 1e-9);
        long above = 0;
        for (int i = counts.length - 1; i >= 0; i--) {
            above += counts[i];
            if (above > allowed) {
                return (i + 1.0) / STEPS - 1;
            }
        }
        return -1;
    }

    public double lowest() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                return (double) i / STEPS - 1;
            }
        }
        throw new IllegalStateException("there are no comparisons");
    }

    public double highest() {
        for (int i = counts.length - 1; i >= 0; i--) {
            if (counts[i] > 0) {
                return (double) i / STEPS - 1;
            }
        }
        throw new IllegalStateException("there are no comparisons");
    }
}
