package org.facelane.face.gallery;

import java.util.Arrays;
import org.facelane.face.ReferenceId;

/// Who can be among the best for one probe, and in the end who is.
///
/// During the scan each reference comes with a similarity that it surely has and one that it surely does not exceed
/// ([Coarse]). Whoever cannot reach the `countMax`-th of the sure similarities, or the floor, is out: `countMax` others
/// are surely better. That bar only rises, and those who set it are still here at the end. So once all who reach it are
/// compared exactly, and none of them was erased, the answer is the one that comparing everybody exactly would give; if
/// one was erased, it may have kept another out, and the scan has to be done again.
///
/// The arrays stay for the next contest. Not safe for use by several threads.
final class Contest {
    private static final int KEPT_LENGTH_MAX = 1 << 16;

    private double floor;
    private int countMax;
    private double bar;
    private double[] sure = new double[16];
    private int sureCount;
    private int[] places = new int[256];
    private double[] most = new double[256];
    private int placeCount;
    private ReferenceId[] ids = new ReferenceId[16];
    private double[] similarities = new double[16];
    private int bestCount;

    /// @param floor the least similarity that counts, −1 to 1
    /// @param countMax 1 or more
    void begin(double floor, int countMax) {
        this.floor = floor;
        this.countMax = countMax;
        sureCount = 0;
        placeCount = 0;
        bestCount = 0;
        bar = barFor(floor);
        if (places.length > KEPT_LENGTH_MAX) {
            places = new int[256];
            most = new double[256];
        }
        if (sure.length > KEPT_LENGTH_MAX) {
            sure = new double[16];
        }
    }

    /// Whoever surely stays below it is out; never falls. Rounded down to single precision.
    float bar() {
        return Math.nextDown((float) bar);
    }

    /// @param place of the reference: block in the list of blocks, times its capacity, plus slot
    /// @param least a similarity that it surely reaches
    /// @param most a similarity that it surely does not exceed
    void offer(int place, double least, double most) {
        if (most < bar) {
            return;
        }
        if (placeCount == places.length) {
            places = Arrays.copyOf(places, 2 * placeCount);
            this.most = Arrays.copyOf(this.most, 2 * placeCount);
        }
        places[placeCount] = place;
        this.most[placeCount++] = most;
        raise(least);
    }

    /// Compares all who can be among the best exactly.
    ///
    /// @return false if one of them was erased meanwhile
    boolean settle(Blocks blocks, float[] probe) {
        for (int i = 0; i < placeCount; i++) {
            if (!(most[i] < bar)) {
                Block block = blocks.all()[places[i] / Block.CAPACITY];
                int slot = places[i] % Block.CAPACITY;
                double similarity = block.similarity(slot, probe);
                if (Double.isNaN(similarity)) {
                    return false;
                }
                if (similarity >= floor) {
                    enter(block.id(slot), similarity);
                }
            }
        }
        sort();
        return true;
    }

    /// How many the best are, once settled: at most `countMax`.
    int bestCount() {
        return bestCount;
    }

    /// @param i from 0, best first; equal ones in the order of their ids
    ReferenceId id(int i) {
        return ids[i];
    }

    double similarity(int i) {
        return similarities[i];
    }

    /// Keeps the `countMax` greatest of the sure similarities, the least of them first (a binary heap).
    private void raise(double least) {
        if (sureCount < countMax) {
            if (sureCount == sure.length) {
                sure = Arrays.copyOf(sure, 2 * sureCount);
            }
            int at = sureCount++;
            while (at > 0 && sure[(at - 1) / 2] > least) {
                sure[at] = sure[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            sure[at] = least;
        } else if (least > sure[0]) {
            int at = 0;
            for (int child = 1; child < sureCount; child = 2 * at + 1) {
                if (child + 1 < sureCount && sure[child + 1] < sure[child]) {
                    child++;
                }
                if (sure[child] >= least) {
                    break;
                }
                sure[at] = sure[child];
                at = child;
            }
            sure[at] = least;
        }
        if (sureCount == countMax) {
            bar = Math.max(bar, barFor(sure[0]));
        }
    }

    /// Similarities are cut to −1 to 1: beyond that all are equal, and equal ones are not out.
    private static double barFor(double similarity) {
        return similarity <= -1 ? Double.NEGATIVE_INFINITY : Math.min(similarity, 1);
    }

    /// Keeps the `countMax` best, the worst of them first (a binary heap).
    private void enter(ReferenceId id, double similarity) {
        if (bestCount < countMax) {
            if (bestCount == ids.length) {
                ids = Arrays.copyOf(ids, 2 * bestCount);
                similarities = Arrays.copyOf(similarities, 2 * bestCount);
            }
            int at = bestCount++;
            while (at > 0 && isBehind(id, similarity, (at - 1) / 2)) {
                set(at, ids[(at - 1) / 2], similarities[(at - 1) / 2]);
                at = (at - 1) / 2;
            }
            set(at, id, similarity);
        } else if (!isBehind(id, similarity, 0)) {
            sink(id, similarity, bestCount);
        }
    }

    /// Puts one at the root of the first `count` and lets it sink to where it belongs.
    private void sink(ReferenceId id, double similarity, int count) {
        int at = 0;
        for (int child = 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && isBehind(ids[child + 1], similarities[child + 1], child)) {
                child++;
            }
            if (!isBehind(ids[child], similarities[child], id, similarity)) {
                break;
            }
            set(at, ids[child], similarities[child]);
            at = child;
        }
        set(at, id, similarity);
    }

    private void sort() {
        for (int last = bestCount - 1; last > 0; last--) {
            ReferenceId id = ids[last];
            double similarity = similarities[last];
            set(last, ids[0], similarities[0]);
            sink(id, similarity, last);
        }
    }

    private boolean isBehind(ReferenceId id, double similarity, int than) {
        return isBehind(id, similarity, ids[than], similarities[than]);
    }

    private static boolean isBehind(ReferenceId id, double similarity, ReferenceId other, double otherSimilarity) {
        return similarity == otherSimilarity ? id.value().compareTo(other.value()) > 0 : similarity < otherSimilarity;
    }

    private void set(int at, ReferenceId id, double similarity) {
        ids[at] = id;
        similarities[at] = similarity;
    }
}
