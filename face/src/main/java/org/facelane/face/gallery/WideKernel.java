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
/// memory, which the units beside the multipliers do.
///
/// A tile holds the running sums of some registers of references × some probes, and is called so. With 32 registers
/// (AVX-512) 16 running sums neither spill nor wait for loads. Whoever comes first to a panel waits for memory, and
/// gets most of it by reading whole lines of 64 bytes: 4 registers × up to 4 probes. The next find the panel in the
/// cache and need fewer loads a multiplication with 2 registers × 8 probes. With 16 registers (AVX2) there is room for
/// 8 running sums.
///
/// Loaded only where the module `jdk.incubator.vector` is there.
final class WideKernel implements Kernel {
    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() >= 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.length() * Byte.SIZE));
    private static final int LANES = FLOATS.length();
    private static final boolean ROOMY = LANES == 16;

    /// True if the machine's registers have 256 bits or more.
    static boolean isWide() {
        return FloatVector.SPECIES_PREFERRED.length() >= 8;
    }

    @Override
    public int width(int count) {
        return count == 1 ? 1 : count == 2 && ROOMY ? 2 : 4;
    }

    @Override
    public int together(Batch batch, int first) {
        return ROOMY && first > 0 && batch.count() - first > 4 ? 8 : batch.width();
    }

    @Override
    public void scan(MemorySegment memory, long at, Batch batch, int first) {
        int together = together(batch, first);
        int rows = (together == 8 || together == 4 && !ROOMY ? 2 : 4) * LANES;
        for (int i = 0; i < PANEL; i += rows) {
            switch (together) {
                case 1 -> tile4x1(memory, at, i, batch, first);
                case 2 -> tile4x2(memory, at, i, batch, first);
                case 8 -> tile2x8(memory, at, i, batch, first);
                default -> {
                    if (ROOMY) {
                        tile4x4(memory, at, i, batch, first);
                    } else {
                        tile2x4(memory, at, i, batch, first);
                    }
                }
            }
        }
        for (int j = first; j < first + together; j++) {
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
            FloatVector most = FloatVector.fromArray(FLOATS, batch.sums(), Batch.sumsAt(j) + i)
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

    /// Even and odd lines apart; of an odd number the last, of bounds, is left. It reads on over the scales and
    /// bounds, as if they were steps, times zero, as do the two tiles below: a gap in what is read front to back
    /// ends the processor's reading ahead, which cost a fifth at a million references.
    private static void tile4x1(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int lines = Kernel.lines(batch.dimension());
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        int p = batch.valuesAt(j);
        for (int k = 0; k + 1 < lines; k += 2) {
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
        store(a0.add(b0), a1.add(b1), batch, j, i);
        store(a2.add(b2), a3.add(b3), batch, j, i + 2 * LANES);
    }

    /// Even and odd lines apart.
    private static void tile4x2(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int lines = Kernel.lines(batch.dimension());
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        int p = batch.valuesAt(j);
        for (int k = 0; k + 1 < lines; k += 2) {
            long even = at + i + (long) k * PANEL;
            long odd = even + PANEL;
            FloatVector q = probe(probes, p + 2 * k);
            FloatVector r = probe(probes, p + 2 * k + 1);
            FloatVector x = steps(memory, even);
            a0 = x.fma(q, a0);
            b0 = x.fma(r, b0);
            x = steps(memory, even + LANES);
            a1 = x.fma(q, a1);
            b1 = x.fma(r, b1);
            x = steps(memory, even + 2L * LANES);
            a2 = x.fma(q, a2);
            b2 = x.fma(r, b2);
            x = steps(memory, even + 3L * LANES);
            a3 = x.fma(q, a3);
            b3 = x.fma(r, b3);
            q = probe(probes, p + 2 * k + 2);
            r = probe(probes, p + 2 * k + 3);
            x = steps(memory, odd);
            c0 = x.fma(q, c0);
            d0 = x.fma(r, d0);
            x = steps(memory, odd + LANES);
            c1 = x.fma(q, c1);
            d1 = x.fma(r, d1);
            x = steps(memory, odd + 2L * LANES);
            c2 = x.fma(q, c2);
            d2 = x.fma(r, d2);
            x = steps(memory, odd + 3L * LANES);
            c3 = x.fma(q, c3);
            d3 = x.fma(r, d3);
        }
        store(a0.add(c0), a1.add(c1), batch, j, i);
        store(a2.add(c2), a3.add(c3), batch, j, i + 2 * LANES);
        store(b0.add(d0), b1.add(d1), batch, j + 1, i);
        store(b2.add(d2), b3.add(d3), batch, j + 1, i + 2 * LANES);
    }

    private static void tile4x4(MemorySegment memory, long at, int i, Batch batch, int j) {
        float[] probes = batch.values();
        int lines = Kernel.lines(batch.dimension());
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        int p = batch.valuesAt(j);
        for (int k = 0; k < lines; k++) {
            long from = at + i + (long) k * PANEL;
            FloatVector q = probe(probes, p + 4 * k);
            FloatVector r = probe(probes, p + 4 * k + 1);
            FloatVector s = probe(probes, p + 4 * k + 2);
            FloatVector t = probe(probes, p + 4 * k + 3);
            FloatVector x = steps(memory, from);
            a0 = x.fma(q, a0);
            b0 = x.fma(r, b0);
            c0 = x.fma(s, c0);
            d0 = x.fma(t, d0);
            x = steps(memory, from + LANES);
            a1 = x.fma(q, a1);
            b1 = x.fma(r, b1);
            c1 = x.fma(s, c1);
            d1 = x.fma(t, d1);
            x = steps(memory, from + 2L * LANES);
            a2 = x.fma(q, a2);
            b2 = x.fma(r, b2);
            c2 = x.fma(s, c2);
            d2 = x.fma(t, d2);
            x = steps(memory, from + 3L * LANES);
            a3 = x.fma(q, a3);
            b3 = x.fma(r, b3);
            c3 = x.fma(s, c3);
            d3 = x.fma(t, d3);
        }
        store(a0, a1, batch, j, i);
        store(a2, a3, batch, j, i + 2 * LANES);
        store(b0, b1, batch, j + 1, i);
        store(b2, b3, batch, j + 1, i + 2 * LANES);
        store(c0, c1, batch, j + 2, i);
        store(c2, c3, batch, j + 2, i + 2 * LANES);
        store(d0, d1, batch, j + 3, i);
        store(d2, d3, batch, j + 3, i + 2 * LANES);
    }

    private static void tile2x4(MemorySegment memory, long at, int i, Batch batch, int j) {
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
        int first = batch.valuesAt(j);
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

    private static void tile2x8(MemorySegment memory, long at, int i, Batch batch, int j) {
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
        int first = batch.valuesAt(j);
        int next = batch.valuesAt(j + 4) - first;
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
            q = probe(probes, p + next);
            a4 = u.fma(q, a4);
            b4 = v.fma(q, b4);
            q = probe(probes, p + next + 1);
            a5 = u.fma(q, a5);
            b5 = v.fma(q, b5);
            q = probe(probes, p + next + 2);
            a6 = u.fma(q, a6);
            b6 = v.fma(q, b6);
            q = probe(probes, p + next + 3);
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
        a.intoArray(batch.sums(), Batch.sumsAt(j) + i);
        b.intoArray(batch.sums(), Batch.sumsAt(j) + i + LANES);
    }
}
