package org.facelane.face.gallery;

import java.util.concurrent.locks.LockSupport;
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
    private @Nullable Thread wakeFirst;
    private @Nullable Thread wakeSecond;
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

    /// A scan begins, the first or another, with this search as number `j` of the batch.
    void begin(Batch batch, int j) {
        contest.begin(floor, countMax);
        batch.set(j, probe, length);
        batch.setBar(j, contest.bar());
    }

    /// Looks at those of a panel that can be among the best.
    ///
    /// @param first slot of the panel
    /// @param reaching bit `i` is set for each reference `i` of the panel to be looked at; not 0
    /// @param place of the panel's first reference
    void look(Block block, int first, long reaching, Batch batch, int j, int place) {
        for (long left = reaching; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            int slot = first + i;
            if (block.number(slot) < below && !block.isErased(slot)) {
                double product = (double) batch.sums()[Batch.sumsAt(j) + i] * block.scale(slot);
                double off = (double) length * block.bound(slot);
                contest.offer(place + i, product - off, product + off);
            }
        }
        batch.setBar(j, contest.bar());
    }

    /// @return false if it has to be looked for again, because one of the best was erased meanwhile
    boolean settle(Blocks blocks) {
        return contest.settle(blocks, probe);
    }

    /// The answer, once it is done.
    Contest contest() {
        return contest;
    }

    /// Whose question it is; null if it is nobody's at the moment.
    @Nullable
    Thread asker() {
        return asker;
    }

    /// Before it is finished: whom its asker has to wake.
    void wakeThen(@Nullable Thread one, @Nullable Thread other) {
        wakeFirst = one;
        wakeSecond = other;
    }

    /// By the asker, once it is done. One who has no need of it any more does not mind.
    void wakeOthers() {
        LockSupport.unpark(wakeFirst);
        LockSupport.unpark(wakeSecond);
        wakeThen(null, null);
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
