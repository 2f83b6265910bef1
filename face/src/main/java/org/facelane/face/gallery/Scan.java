package org.facelane.face.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// One pass over the blocks of a snapshot: the inner products of one probe with all references, and which of them can
/// still be among the best.
///
/// Single precision decides only who cannot win. What it sums differs from the true product of two unit vectors by at
/// most [#slack], so whoever is within twice that of the k-th best is kept, and the caller settles it in double. A
/// faster scan replaces this class alone. Not safe for use by several threads.
final class Scan {
    private final float[] probe;
    private final int countMax;
    private final double floor;
    private final double slack;
    private final float[] sums = new float[Block.PANEL];
    private final PriorityQueue<Float> best;
    private final List<Place> places = new ArrayList<>();
    private final List<Float> products = new ArrayList<>();
    private double least;

    /// @param floor the least similarity that counts
    Scan(float[] probe, int countMax, double floor) {
        this.probe = probe;
        this.countMax = countMax;
        this.floor = floor;
        slack = slack(probe.length);
        best = new PriorityQueue<>();
        least = floor - slack;
    }

    /// The rounding of a sum of `dimension` products in single precision, in whatever order it was added, is at
    /// most about `dimension · 2⁻²⁴` times the lengths of both vectors (Higham 2002, section 3.1). Twice that, with
    /// room for lengths that are not quite 1.
    static double slack(int dimension) {
        return (dimension + 16) * 0x1.0p-23;
    }

    /// Looks at the first `slotCount` slots of `block`.
    void block(Block block, int slotCount) {
        for (int panel = 0; panel * Block.PANEL < slotCount; panel++) {
            block.innerProducts(panel, probe, sums);
            int first = panel * Block.PANEL;
            int count = Math.min(Block.PANEL, slotCount - first);
            for (int j = 0; j < count; j++) {
                if (sums[j] >= least && !block.isErased(first + j)) {
                    keep(new Place(block, first + j), sums[j]);
                }
            }
        }
    }

    /// Every place that can be among the best, in no order.
    List<Place> places() {
        List<Place> possible = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (products.get(i) >= least) {
                possible.add(places.get(i));
            }
        }
        return possible;
    }

    private void keep(Place place, float product) {
        places.add(place);
        products.add(product);
        best.add(product);
        if (best.size() > countMax) {
            best.poll();
        }
        if (best.size() == countMax) {
            least = Math.max(floor - slack, best.element() - 2 * slack);
        }
    }
}
