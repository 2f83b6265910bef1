package org.facelane.face.gallery;

import java.util.Arrays;

/// The probes of one sweep as a [Kernel] takes them, and what it says about one panel. The arrays are used again for
/// the next panel and the next sweep. Not safe for use by several threads.
final class Batch {
    static final int COUNT_MAX = 32;

    private final int dimension;
    private final float[] values;
    private final float[] lengths = new float[COUNT_MAX];
    private final float[] bars = new float[COUNT_MAX];
    private final float[] sums = new float[Kernel.TOGETHER_MAX * Kernel.PANEL];
    private final long[] reaching = new long[COUNT_MAX];
    private int width;
    private int count;

    Batch(int dimension) {
        this.dimension = dimension;
        values = new float[COUNT_MAX * Kernel.lines(dimension)];
    }

    /// Room for `count` probes in groups of `width`, the last filled up with zeros that reach nothing.
    void begin(int count, int width) {
        this.width = width;
        this.count = count;
        Arrays.fill(values, 0, Math.ceilDiv(count, width) * width * Kernel.lines(dimension), 0);
        Arrays.fill(bars, Float.POSITIVE_INFINITY);
    }

    /// @param length of the probe, or a little more
    void set(int j, float[] probe, float length) {
        lengths[j] = length;
        int at = valuesAt(j) + j % width;
        for (int k = 0; k < dimension; k++) {
            values[at + k * width] = probe[k];
        }
    }

    /// From the next panel on, only who can reach `bar` is of interest to probe `j`.
    void setBar(int j, float bar) {
        bars[j] = bar;
    }

    /// Nothing of the probes stays.
    void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(sums, 0);
    }

    int dimension() {
        return dimension;
    }

    /// How many probes lie side by side.
    int width() {
        return width;
    }

    int count() {
        return count;
    }

    /// Those that lie side by side with probe `j` begin at [#valuesAt]; from there value `k` of `j` is at
    /// `k · width + j % width`. They have as many lines as a panel; those of its scales and bounds are zero.
    float[] values() {
        return values;
    }

    int valuesAt(int j) {
        return j / width * width * Kernel.lines(dimension);
    }

    float[] lengths() {
        return lengths;
    }

    float[] bars() {
        return bars;
    }

    /// Of reference `i` and probe `j` at [#sumsAt] + i, until other probes are scanned.
    float[] sums() {
        return sums;
    }

    static int sumsAt(int j) {
        return j % Kernel.TOGETHER_MAX * Kernel.PANEL;
    }

    /// Of probe `j`, a bit for each reference.
    long[] reaching() {
        return reaching;
    }
}
