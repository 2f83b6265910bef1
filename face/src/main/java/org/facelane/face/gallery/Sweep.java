package org.facelane.face.gallery;

/// One sweep over a gallery for up to 32 probes at once. Used again by whoever has its seat in the [Gathering]; not
/// safe for use by several threads.
final class Sweep {
    /// What is read from memory for the first probes and stays in the second-level cache for the others.
    private static final long STRIP_BYTES = 256 << 10;

    private final Line line;
    private final Kernel kernel;
    private final Batch batch;
    private final Search[] searches = new Search[Batch.COUNT_MAX];
    private final int stripPanels;
    private int count;
    private int openCount;

    Sweep(Line line, int dimension, Kernel kernel) {
        this.line = line;
        this.kernel = kernel;
        batch = new Batch(dimension);
        stripPanels = (int) Math.max(1, STRIP_BYTES / Kernel.panelBytes(dimension));
    }

    void add(Search search) {
        searches[count++] = search;
    }

    boolean isFull() {
        return count == Batch.COUNT_MAX;
    }

    int count() {
        return count;
    }

    Search search(int i) {
        return searches[i];
    }

    /// Ready for the next. Nothing of the probes stays.
    void clear() {
        batch.clear();
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
        batch.begin(openCount, kernel.width(openCount));
        for (int j = 0; j < openCount; j++) {
            searches[j].begin(batch, j);
        }
        for (int i = 0; i < blocks.all().length; i++) {
            scan(blocks.all()[i], blocks.slots(i), i * Block.CAPACITY);
        }
    }

    /// Strip by strip. Within one, all panels for the first probes, then all for the next: so memory is read
    /// front to back without a pause, and the processor reads ahead.
    private void scan(Block block, int slotCount, int place) {
        int panelCount = Math.ceilDiv(slotCount, Kernel.PANEL);
        for (int from = 0; from < panelCount; from += stripPanels) {
            int end = Math.min(panelCount, from + stripPanels);
            int first = 0;
            while (first < openCount) {
                int together = kernel.together(batch, first);
                int after = Math.min(openCount, first + together);
                for (int panel = from; panel < end; panel++) {
                    block.scan(kernel, panel, batch, first);
                    look(block, panel, slotCount, first, after, place);
                }
                first += together;
            }
        }
    }

    /// Shows the probes `first` to `after` whom they may be.
    private void look(Block block, int panel, int slotCount, int first, int after, int place) {
        int slot = panel * Kernel.PANEL;
        long shown = slotCount - slot >= Kernel.PANEL ? -1L : (1L << slotCount - slot) - 1;
        for (int j = first; j < after; j++) {
            long reaching = shown & batch.reaching()[j];
            if (reaching != 0) {
                searches[j].look(block, slot, reaching, batch, j, place + slot);
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
