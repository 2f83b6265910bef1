package org.facelane.face.gallery;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.facelane.face.ReferenceId;

/// Room for 4,096 references, shared by every snapshot that holds one of them.
///
/// Values lie in panels of 256 references, dimension by dimension inside a panel, so that a plain loop over the
/// references of a panel runs through memory in order and becomes vector instructions. One writer fills slots that no
/// snapshot shows yet; readers look at shown slots only. A slot is used once: if a freed one were filled again, a
/// reader of an older snapshot could take the new reference for the old.
///
/// Erasing marks the slot first and overwrites it after; a reader looks at the values first and at the mark after. So
/// values that were half overwritten are never taken for a reference's (the order is that of a sequence lock).
final class Block {
    static final int CAPACITY = 4_096;
    static final int PANEL = 256;

    private final int ordinal;
    private final int dimension;
    private final float[] values;
    private final ReferenceId[] ids = new ReferenceId[CAPACITY];
    private final AtomicIntegerArray erased = new AtomicIntegerArray(CAPACITY);
    private int erasedCount;

    Block(int ordinal, int dimension) {
        this.ordinal = ordinal;
        this.dimension = dimension;
        values = new float[CAPACITY * dimension];
    }

    /// The place of this block among all that were ever made for the gallery, from 0.
    int ordinal() {
        return ordinal;
    }

    ReferenceId id(int slot) {
        return ids[slot];
    }

    /// True from the moment at which erasing `slot` begins.
    boolean isErased(int slot) {
        return erased.get(slot) != 0;
    }

    /// True if nothing is left in a block whose slots were all used.
    boolean isSpent() {
        return erasedCount == CAPACITY;
    }

    /// Only the writer, only a slot that no snapshot shows.
    void put(int slot, ReferenceId id, float[] reference) {
        ids[slot] = id;
        int at = start(slot);
        for (int k = 0; k < dimension; k++) {
            values[at + k * PANEL] = reference[k];
        }
    }

    /// Only the writer, once a slot.
    void erase(int slot) {
        erased.set(slot, 1);
        erasedCount++;
        VarHandle.fullFence();
        int at = start(slot);
        for (int k = 0; k < dimension; k++) {
            values[at + k * PANEL] = 0;
        }
        VarHandle.fullFence();
    }

    /// The cosine of `probe` and the reference in `slot`, in double precision, dimension by dimension.
    ///
    /// @return −1 to 1, or NaN if the slot was erased before or meanwhile
    double similarity(int slot, float[] probe) {
        double sum = 0;
        int at = start(slot);
        for (int k = 0; k < dimension; k++) {
            sum += (double) probe[k] * values[at + k * PANEL];
        }
        VarHandle.acquireFence();
        return isErased(slot) ? Double.NaN : Math.clamp(sum, -1, 1);
    }

    /// Fills `sums` with the inner products of `probe` and the references of a panel, in single precision.
    ///
    /// @param panel from 0; its first slot is `panel · PANEL`
    void innerProducts(int panel, float[] probe, float[] sums) {
        int at = panel * PANEL * dimension;
        int k = 0;
        for (int j = 0; j < PANEL; j++) {
            sums[j] = 0;
        }
        // Four dimensions at a time, since loading and storing the sums costs as much as the products.
        for (; k + 4 <= dimension; k += 4, at += 4 * PANEL) {
            float p0 = probe[k];
            float p1 = probe[k + 1];
            float p2 = probe[k + 2];
            float p3 = probe[k + 3];
            for (int j = 0; j < PANEL; j++) {
                sums[j] += p0 * values[at + j]
                        + p1 * values[at + PANEL + j]
                        + p2 * values[at + 2 * PANEL + j]
                        + p3 * values[at + 3 * PANEL + j];
            }
        }
        for (; k < dimension; k++, at += PANEL) {
            float p = probe[k];
            for (int j = 0; j < PANEL; j++) {
                sums[j] += p * values[at + j];
            }
        }
    }

    private int start(int slot) {
        return slot / PANEL * PANEL * dimension + slot % PANEL;
    }
}
