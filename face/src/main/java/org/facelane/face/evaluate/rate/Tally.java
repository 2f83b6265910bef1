package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// Comparisons as they are visited: how many gave which similarity, in steps of 1e-5, and each of those above a limit.
final class Tally implements Scan.Visit {
    static final int STEPS = 100_000;

    private final double keepAbove;
    private final long[] counts;
    private float[] similarities = new float[64];
    private int[] rows = new int[64];
    private int[] columns = new int[64];
    private int size;

    private Tally(double keepAbove, long[] counts) {
        this.keepAbove = keepAbove;
        this.counts = requireNonNull(counts, "counts is null");
    }

    /// Counts, and keeps nothing.
    static Tally counting() {
        return new Tally(2, new long[2 * STEPS + 1]);
    }

    /// Keeps, and does not count.
    static Tally keeping(double above) {
        return new Tally(above, new long[0]);
    }

    @Override
    public void pair(int row, int column, float similarity) {
        if (counts.length > 0) {
            counts[bin(similarity)]++;
        }
        if (similarity >= keepAbove) {
            keep(row, column, similarity);
        }
    }

    static int bin(double similarity) {
        return (int) Math.floor((Math.clamp(similarity, -1, 1) + 1) * STEPS);
    }

    void addTo(long[] sum) {
        for (int i = 0; i < counts.length; i++) {
            sum[i] += counts[i];
        }
    }

    int size() {
        return size;
    }

    float similarity(int i) {
        return similarities[i];
    }

    int row(int i) {
        return rows[i];
    }

    int column(int i) {
        return columns[i];
    }

    private void keep(int row, int column, float similarity) {
        if (size == similarities.length) {
            similarities = Arrays.copyOf(similarities, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
            columns = Arrays.copyOf(columns, 2 * size);
        }
        similarities[size] = similarity;
        rows[size] = row;
        columns[size++] = column;
    }
}
