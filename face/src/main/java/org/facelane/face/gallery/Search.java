package org.facelane.face.gallery;

import org.jspecify.annotations.Nullable;

/// One probe on its way through a [Gathering]: who looks for whom, and what came of it. Used again for later probes.
///
/// It belongs to the thread that asks, from the moment it is brought to the one at which it is done to the thread that
/// works on it.
final class Search {
    private static final float[] NO_PROBE = {};

    private final Contest contest = new Contest();
    private float[] probe = NO_PROBE;
    private float length;
    private long below;
    private double floor;
    private int countMax;
    private volatile @Nullable Thread asker;
    private @Nullable Throwable failure;
    private volatile boolean done;

    /// @param below only references whose number is below it are shown
    /// @param floor the least similarity that counts
    /// @param countMax how many are wanted at most
    void ask(float[] probe, long below, double floor, int countMax) {
        this.probe = probe;
        this.below = below;
        this.floor = floor;
        this.countMax = countMax;
        length = Coarse.length(probe);
        asker = Thread.currentThread();
        failure = null;
        done = false;
    }

    /// Nothing of the probe stays.
    void forget() {
        probe = NO_PROBE;
        asker = null;
    }

    /// A scan begins, the first or another.
    void begin() {
        contest.begin(floor, countMax);
    }

    /// Looks at the sums of one panel.
    ///
    /// @param shown bit `i` is set if reference `i` of the panel is among the shown slots
    /// @param place of the panel's first reference
    void look(Block block, Kernel kernel, int panel, long shown, float[] sums, int sumsAt, int place) {
        long reaching = shown & block.reaching(kernel, panel, sums, sumsAt, length, contest.bar());
        for (; reaching != 0; reaching &= reaching - 1) {
            int i = Long.numberOfTrailingZeros(reaching);
            int slot = panel * Kernel.PANEL + i;
            if (block.number(slot) < below && !block.isErased(slot)) {
                double product = (double) sums[sumsAt + i] * block.scale(slot);
                double off = (double) length * block.bound(slot);
                contest.offer(place + i, product - off, product + off);
            }
        }
    }

    /// @return false if it has to be looked for again, because one of the best was erased meanwhile
    boolean settle(Blocks blocks) {
        return contest.settle(blocks, probe);
    }

    /// The answer, once it is done.
    Contest contest() {
        return contest;
    }

    float[] probe() {
        return probe;
    }

    /// Whose question it is; null if it is nobody's at the moment.
    @Nullable
    Thread asker() {
        return asker;
    }

    boolean isDone() {
        return done;
    }

    /// Hands the answer to the thread that asked.
    void finish(@Nullable Throwable failed) {
        failure = failed;
        done = true;
    }

    void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException("a search failed", failure);
        }
    }
}
