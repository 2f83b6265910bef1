package org.facelane.face.gallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.facelane.face.ReferenceId;

/// Room for 4,096 references outside the heap, where no collector makes copies of them.
///
/// ```
/// 64 panels                      the coarse forms, scanned front to back: Kernel says what is in one
/// 4,096 rows of 32-bit floats    the values, for the exact similarity
/// ```
///
/// One writer fills slots that nobody is shown yet; readers look at shown slots only. A slot is used once: if a freed
/// one were filled again, a reader could take the new reference for the old.
///
/// Erasing marks the slot first and overwrites it after; a reader looks at the values first and at the mark after. So
/// values that were half overwritten are never taken for a reference's (the order is that of a sequence lock).
///
/// Whoever reads pins the block. Once it is retired nobody can pin it, and the last reader to leave overwrites the
/// memory and gives it back.
final class Block {
    static final int CAPACITY = 4_096;

    private static final int RETIRED = Integer.MIN_VALUE;

    private final int dimension;
    private final long panelBytes;
    private final long rowsAt;
    private final MemoryInUse inUse;
    private final BlockMemory owned;
    private final MemorySegment memory;
    private final ReferenceId[] ids = new ReferenceId[CAPACITY];
    private final long[] numbers = new long[CAPACITY];
    private final AtomicIntegerArray erased = new AtomicIntegerArray(CAPACITY);
    private final AtomicInteger readers = new AtomicInteger();
    private int erasedCount;

    /// @param inUse where the memory is listed until it is given back
    Block(int dimension, MemoryInUse inUse) {
        this.dimension = dimension;
        this.inUse = inUse;
        panelBytes = Kernel.panelBytes(dimension);
        rowsAt = CAPACITY / Kernel.PANEL * panelBytes;
        owned = inUse.allocate(rowsAt + (long) CAPACITY * dimension * Float.BYTES);
        memory = owned.segment();
    }

    /// Only the writer, only a slot that nobody is shown.
    ///
    /// @param number of the reference in the order of enrolment
    void put(int slot, ReferenceId id, long number, float[] values) {
        ids[slot] = id;
        numbers[slot] = number;
        Coarse coarse = Coarse.of(values);
        byte[] steps = coarse.steps();
        long stepsAt = stepsAt(slot);
        for (int k = 0; k < dimension; k++) {
            memory.set(JAVA_BYTE, stepsAt + (long) k * Kernel.PANEL, steps[k]);
        }
        Arrays.fill(steps, (byte) 0);
        setScaleAndBound(slot, coarse.scale(), coarse.bound());
        MemorySegment.copy(values, 0, memory, JAVA_FLOAT, rowAt(slot), dimension);
    }

    /// Copies a reference, with its number, to a slot of another block that nobody is shown. Only the writer.
    void copy(int slot, Block to, int toSlot) {
        to.ids[toSlot] = ids[slot];
        to.numbers[toSlot] = numbers[slot];
        long from = stepsAt(slot);
        long onto = stepsAt(toSlot);
        for (int k = 0; k < dimension; k++) {
            long line = (long) k * Kernel.PANEL;
            to.memory.set(JAVA_BYTE, onto + line, memory.get(JAVA_BYTE, from + line));
        }
        to.setScaleAndBound(toSlot, scale(slot), bound(slot));
        MemorySegment.copy(memory, rowAt(slot), to.memory, rowAt(toSlot), (long) dimension * Float.BYTES);
    }

    /// Only the writer, once a slot.
    void erase(int slot) {
        erased.set(slot, 1);
        erasedCount++;
        VarHandle.fullFence();
        long stepsAt = stepsAt(slot);
        for (int k = 0; k < dimension; k++) {
            memory.set(JAVA_BYTE, stepsAt + (long) k * Kernel.PANEL, (byte) 0);
        }
        // With this bound no scan looks at it again.
        setScaleAndBound(slot, 0, Float.NEGATIVE_INFINITY);
        memory.asSlice(rowAt(slot), (long) dimension * Float.BYTES).fill((byte) 0);
        VarHandle.fullFence();
    }

    /// Erases `id` in a retired block that may have it and whose last reader may leave at any moment. When this
    /// returns, the values are overwritten. Only the writer.
    void eraseRetired(ReferenceId id) {
        if (joinReaders()) {
            try {
                for (int slot = 0; slot < CAPACITY; slot++) {
                    if (ids[slot].equals(id) && !isErased(slot)) {
                        erase(slot);
                    }
                }
            } finally {
                unpin();
            }
        } else {
            // The last reader has left and is overwriting everything.
            while (isKept()) {
                Thread.onSpinWait();
            }
        }
    }

    /// Keeps the memory until [#unpin].
    ///
    /// @return false if the block is retired: look at the newest blocks instead
    boolean pin() {
        int now;
        do {
            now = readers.get();
            if (now < 0) {
                return false;
            }
        } while (!readers.compareAndSet(now, now + 1));
        return true;
    }

    /// Pins a retired block, if somebody still reads it.
    private boolean joinReaders() {
        int now;
        do {
            now = readers.get();
            if (now == RETIRED) {
                return false;
            }
        } while (!readers.compareAndSet(now, now + 1));
        return true;
    }

    void unpin() {
        if (readers.decrementAndGet() == RETIRED) {
            inUse.vacate(owned);
        }
    }

    /// Only the writer, once, when the newest blocks are without this one: from now on nobody pins it.
    void retire() {
        if (readers.getAndAdd(RETIRED) == 0) {
            inUse.vacate(owned);
        }
    }

    /// False once the memory is given back.
    boolean isKept() {
        return memory.scope().isAlive();
    }

    ReferenceId id(int slot) {
        return ids[slot];
    }

    /// The reference's place in the order of enrolment.
    long number(int slot) {
        return numbers[slot];
    }

    /// True from the moment at which erasing `slot` begins.
    boolean isErased(int slot) {
        return erased.get(slot) != 0;
    }

    /// How many slots were erased. Only the writer.
    int erasedCount() {
        return erasedCount;
    }

    /// The similarity of `probe` and the reference in `slot`: their products added in double precision, dimension
    /// by dimension. Only while pinned.
    ///
    /// @return −1 to 1, or NaN if the slot was erased before or meanwhile
    double similarity(int slot, float[] probe) {
        double sum = 0;
        long at = rowAt(slot);
        for (int k = 0; k < dimension; k++) {
            sum += (double) probe[k] * memory.get(JAVA_FLOAT, at + (long) k * Float.BYTES);
        }
        VarHandle.acquireFence();
        return isErased(slot) ? Double.NaN : Math.clamp(sum, -1, 1);
    }

    /// What [Kernel#scan] says, of one panel. Only while pinned.
    void scan(Kernel kernel, int panel, Batch batch, int first) {
        kernel.scan(memory, panel * panelBytes, batch, first);
    }

    float scale(int slot) {
        return memory.get(JAVA_FLOAT, scaleAt(slot));
    }

    /// How much the product with the coarse form can be off, for a probe of length 1; −∞ once erased.
    float bound(int slot) {
        return memory.get(JAVA_FLOAT, boundAt(slot));
    }

    private void setScaleAndBound(int slot, float scale, float bound) {
        memory.set(JAVA_FLOAT, scaleAt(slot), scale);
        memory.set(JAVA_FLOAT, boundAt(slot), bound);
    }

    private long panelAt(int slot) {
        return slot / Kernel.PANEL * panelBytes;
    }

    private long stepsAt(int slot) {
        return panelAt(slot) + slot % Kernel.PANEL;
    }

    private long scaleAt(int slot) {
        return panelAt(slot) + Kernel.scalesAt(dimension) + (long) slot % Kernel.PANEL * Float.BYTES;
    }

    private long boundAt(int slot) {
        return panelAt(slot) + Kernel.boundsAt(dimension) + (long) slot % Kernel.PANEL * Float.BYTES;
    }

    private long rowAt(int slot) {
        return rowsAt + (long) slot * dimension * Float.BYTES;
    }
}
