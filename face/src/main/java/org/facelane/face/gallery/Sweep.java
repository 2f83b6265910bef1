package org.facelane.face.gallery;

/// One sweep over a gallery for up to 32 probes at once. Used again by whoever has its seat in the [Gathering]; not
/// safe for use by several threads.
final class Sweep {
    private final Line line;
    private final Kernel kernel;
    private final Batch batch;
    private final Search[] searches = new Search[Batch.COUNT_MAX];
    private int count;
    private int openCount;

    Sweep(Line line, int dimension, Kernel kernel) {
        this.line = line;
        this.kernel = kernel;
        batch = new Batch(dimension);
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

    private void scan(Block block, int slotCount, int place) {
        for (int first = 0; first < slotCount; first += Kernel.PANEL) {
            block.scan(kernel, first / Kernel.PANEL, batch);
            long shown = slotCount - first >= Kernel.PANEL ? -1L : (1L << slotCount - first) - 1;
            for (int j = 0; j < openCount; j++) {
                long reaching = shown & batch.reaching()[j];
                if (reaching != 0) {
                    searches[j].look(block, first, reaching, batch, j, place + first);
                }
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
