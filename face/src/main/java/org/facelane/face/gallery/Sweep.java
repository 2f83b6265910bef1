package org.facelane.face.gallery;

import java.util.Arrays;

/// One sweep over a gallery for up to 32 probes at once. Used again by whoever has its seat in the [Gathering]; not
/// safe for use by several threads.
final class Sweep {
    static final int PROBE_COUNT_MAX = 32;

    private final Line line;
    private final int dimension;
    private final Kernel kernel;
    private final Search[] searches = new Search[PROBE_COUNT_MAX];
    private final float[] probes;
    private final float[] sums;
    private int count;
    private int openCount;

    Sweep(Line line, int dimension, Kernel kernel) {
        this.line = line;
        this.dimension = dimension;
        this.kernel = kernel;
        probes = new float[PROBE_COUNT_MAX * dimension];
        sums = new float[PROBE_COUNT_MAX * Kernel.PANEL];
    }

    void add(Search search) {
        searches[count++] = search;
    }

    boolean isFull() {
        return count == PROBE_COUNT_MAX;
    }

    int count() {
        return count;
    }

    Search search(int i) {
        return searches[i];
    }

    /// Ready for the next. Nothing of the probes stays.
    void clear() {
        Arrays.fill(probes, 0);
        count = 0;
    }

    /// Searches until every search is settled. Whoever was erased in mid-scan may have kept another out of the
    /// best: those searches are done again, without them.
    void run() {
        openCount = count;
        while (openCount > 0) {
            Blocks blocks = line.pin();
            try {
                scan(blocks);
                settle(blocks);
            } finally {
                blocks.unpin();
            }
        }
    }

    private void scan(Blocks blocks) {
        int width = kernel.width(openCount);
        int groupCount = Math.ceilDiv(openCount, width);
        for (int j = 0; j < width * groupCount; j++) {
            int at = j / width * width * dimension + j % width;
            for (int k = 0; k < dimension; k++) {
                probes[at + k * width] = j < openCount ? searches[j].probe()[k] : 0;
            }
        }
        for (int j = 0; j < openCount; j++) {
            searches[j].begin();
        }
        for (int i = 0; i < blocks.all().length; i++) {
            scan(blocks.all()[i], blocks.slots(i), i * Block.CAPACITY, width, groupCount);
        }
    }

    private void scan(Block block, int slotCount, int place, int width, int groupCount) {
        for (int first = 0; first < slotCount; first += Kernel.PANEL) {
            int panel = first / Kernel.PANEL;
            block.products(kernel, panel, probes, width, groupCount, sums);
            long shown = slotCount - first >= Kernel.PANEL ? -1L : (1L << slotCount - first) - 1;
            for (int j = 0; j < openCount; j++) {
                searches[j].look(block, kernel, panel, shown, sums, j * Kernel.PANEL, place + first);
            }
        }
    }

    /// Brings those that are not settled to the front.
    private void settle(Blocks blocks) {
        int open = 0;
        for (int j = 0; j < openCount; j++) {
            Search search = searches[j];
            if (!search.settle(blocks)) {
                searches[j] = searches[open];
                searches[open++] = search;
            }
        }
        openCount = open;
    }
}
