package org.facelane.face.gallery;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The kernel in vector instructions of 256 or 512 bits.
///
/// References lie across the lanes, so no sum is ever taken inside a register. A byte becomes a float on its way from
/// memory, which the units beside the multipliers do. Several probes go through tiles of 2 registers of references × 8
/// probes, 16 running sums: with 32 registers (AVX-512) that is the tile that neither spills nor waits for loads. With
/// 16 registers (AVX2) it is 2 × 4. A lone probe is limited by memory, and eight running sums hide the latency.
///
/// Loaded only where the module `jdk.incubator.vector` is there.
final class WideKernel implements Kernel {
    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() >= 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.length() * Byte.SIZE));
    private static final int LANES = FLOATS.length();
    private static final int TILE = LANES == 16 ? 8 : 4;

    /// True if the machine's registers have 256 bits or more.
    static boolean isWide() {
        return FloatVector.SPECIES_PREFERRED.length() >= 8;
    }

    @Override
    public int width(int count) {
        return Math.min(TILE, count < 3 ? count : count < 5 ? 4 : 8);
    }

    @Override
    public void scan(MemorySegment memory, long at, Batch batch) {
        int width = batch.width();
        int rows = width < 4 ? 4 * LANES : 2 * LANES;
        for (int group = 0; group < batch.groupCount(); group++) {
            int j = group * width;
            for (int i = 0; i < PANEL; i += rows) {
                switch (width) {
                    case 1 -> one(memory, at, i, batch, j);
                    case 2 -> two(memory, at, i, batch, j);
                    case 4 -> four(memory, at, i, batch, j);
                    case 8 -> eight(memory, at, i, batch, j);
                    default -> throw new IllegalArgumentException("no tile is " + width + " probes wide");
                }
            }
        }
        for (int j = 0; j < batch.groupCount() * width; j++) {
            batch.reaching()[j] = reaching(memory, at, batch, j);
        }
    }

    private static long reaching(MemorySegment memory, long at, Batch batch, int j) {
        long scalesAt = at + Kernel.scalesAt(batch.dimension());
        long boundsAt = at + Kernel.boundsAt(batch.dimension());
        float length = batch.lengths()[j];
        float bar = batch.bars()[j];
        long reaching = 0;
        for (int i = 0; i < PANEL; i += LANES) {
            FloatVector scale = FloatVector.fromMemorySegment(FLOATS, memory, scalesAt + 4L * i, LITTLE_ENDIAN);
            FloatVector bound = FloatVector.fromMemorySegment(FLOATS, memory, boundsAt + 4L * i, LITTLE_ENDIAN);
            FloatVector most = FloatVector.fromArray(FLOATS, batch.sums(), j * PANEL + i)
                    .mul(scale)
                    .add(bound.mul(length));
            // Not GE: what is not a number can be anything.
            reaching |= most.compare(LT, bar).not().toLong() << i;
        }
        return reaching;
    }

    private static FloatVector steps(MemorySegment memory, long at) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, memory, at, LITTLE_ENDIAN).convertShape(B2F, FLOATS, 0);
    }

    private static FloatVector probe(float[] probes, int at) {
        return FloatVector.broadcast(FLOATS, probes[at]);
    }

    /// Four registers of references, even and odd dimensions apart.
    private static void one(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int dimension = batch.dimension();
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        int p = j * dimension;
        int k = 0;
        for (; k + 1 < dimension; k += 2) {
            long even = at + i + (long) k * PANEL;
            long odd = even + PANEL;
            FloatVector q = probe(probes, p + k);
            FloatVector r = probe(probes, p + k + 1);
            a0 = steps(memory, even).fma(q, a0);
            a1 = steps(memory, even + LANES).fma(q, a1);
            a2 = steps(memory, even + 2L * LANES).fma(q, a2);
            a3 = steps(memory, even + 3L * LANES).fma(q, a3);
            b0 = steps(memory, odd).fma(r, b0);
            b1 = steps(memory, odd + LANES).fma(r, b1);
            b2 = steps(memory, odd + 2L * LANES).fma(r, b2);
            b3 = steps(memory, odd + 3L * LANES).fma(r, b3);
        }
        if (k < dimension) {
            long last = at + i + (long) k * PANEL;
            FloatVector q = probe(probes, p + k);
            a0 = steps(memory, last).fma(q, a0);
            a1 = steps(memory, last + LANES).fma(q, a1);
            a2 = steps(memory, last + 2L * LANES).fma(q, a2);
            a3 = steps(memory, last + 3L * LANES).fma(q, a3);
        }
        store(a0.add(b0), a1.add(b1), batch, j, i);
        store(a2.add(b2), a3.add(b3), batch, j, i + 2 * LANES);
    }

    /// Four registers of references × 2 probes.
    private static void two(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int dimension = batch.dimension();
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        int p = j * dimension;
        for (int k = 0; k < dimension; k++) {
            long from = at + i + (long) k * PANEL;
            FloatVector q = probe(probes, p + 2 * k);
            FloatVector r = probe(probes, p + 2 * k + 1);
            FloatVector x = steps(memory, from);
            a0 = x.fma(q, a0);
            b0 = x.fma(r, b0);
            x = steps(memory, from + LANES);
            a1 = x.fma(q, a1);
            b1 = x.fma(r, b1);
            x = steps(memory, from + 2L * LANES);
            a2 = x.fma(q, a2);
            b2 = x.fma(r, b2);
            x = steps(memory, from + 3L * LANES);
            a3 = x.fma(q, a3);
            b3 = x.fma(r, b3);
        }
        store(a0, a1, batch, j, i);
        store(a2, a3, batch, j, i + 2 * LANES);
        store(b0, b1, batch, j + 1, i);
        store(b2, b3, batch, j + 1, i + 2 * LANES);
    }

    /// Two registers of references × 4 probes.
    private static void four(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int dimension = batch.dimension();
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        int first = j * dimension;
        for (int k = 0; k < dimension; k++) {
            long from = at + i + (long) k * PANEL;
            int p = first + 4 * k;
            FloatVector u = steps(memory, from);
            FloatVector v = steps(memory, from + LANES);
            FloatVector q = probe(probes, p);
            a0 = u.fma(q, a0);
            b0 = v.fma(q, b0);
            q = probe(probes, p + 1);
            a1 = u.fma(q, a1);
            b1 = v.fma(q, b1);
            q = probe(probes, p + 2);
            a2 = u.fma(q, a2);
            b2 = v.fma(q, b2);
            q = probe(probes, p + 3);
            a3 = u.fma(q, a3);
            b3 = v.fma(q, b3);
        }
        store(a0, b0, batch, j, i);
        store(a1, b1, batch, j + 1, i);
        store(a2, b2, batch, j + 2, i);
        store(a3, b3, batch, j + 3, i);
    }

    /// Two registers of references × 8 probes.
    private static void eight(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int dimension = batch.dimension();
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector b4 = a0;
        FloatVector b5 = a0;
        FloatVector b6 = a0;
        FloatVector b7 = a0;
        int first = j * dimension;
        for (int k = 0; k < dimension; k++) {
            long from = at + i + (long) k * PANEL;
            int p = first + 8 * k;
            FloatVector u = steps(memory, from);
            FloatVector v = steps(memory, from + LANES);
            FloatVector q = probe(probes, p);
            a0 = u.fma(q, a0);
            b0 = v.fma(q, b0);
            q = probe(probes, p + 1);
            a1 = u.fma(q, a1);
            b1 = v.fma(q, b1);
            q = probe(probes, p + 2);
            a2 = u.fma(q, a2);
            b2 = v.fma(q, b2);
            q = probe(probes, p + 3);
            a3 = u.fma(q, a3);
            b3 = v.fma(q, b3);
            q = probe(probes, p + 4);
            a4 = u.fma(q, a4);
            b4 = v.fma(q, b4);
            q = probe(probes, p + 5);
            a5 = u.fma(q, a5);
            b5 = v.fma(q, b5);
            q = probe(probes, p + 6);
            a6 = u.fma(q, a6);
            b6 = v.fma(q, b6);
            q = probe(probes, p + 7);
            a7 = u.fma(q, a7);
            b7 = v.fma(q, b7);
        }
        store(a0, b0, batch, j, i);
        store(a1, b1, batch, j + 1, i);
        store(a2, b2, batch, j + 2, i);
        store(a3, b3, batch, j + 3, i);
        store(a4, b4, batch, j + 4, i);
        store(a5, b5, batch, j + 5, i);
        store(a6, b6, batch, j + 6, i);
        store(a7, b7, batch, j + 7, i);
    }

    private static void store(FloatVector a, FloatVector b, Batch batch, int j, int i) {
        a.intoArray(batch.sums(), j * PANEL + i);
        b.intoArray(batch.sums(), j * PANEL + i + LANES);
    }
}
