package org.facelane.bench.search;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// What one core of this machine can do at best: read memory, and multiply and add.
final class Machine {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LINE = LONGS.length() * Long.BYTES;
    private static final int TRIES = 12;
    private static final double NANOS = 1e9;

    private Machine() {}

    /// Fused multiply-adds in single precision a second, in registers only; the best of several tries.
    static double multiplyAdds() {
        int rounds = 1_000_000;
        return 12.0 * FLOATS.length() * rounds / best(TRIES, () -> Float.floatToIntBits(chains(rounds)));
    }

    /// Bytes a second that are read from front to back, again and again; the best of several tries.
    static double readBytes(long byteCount) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(byteCount, 64);
            memory.fill((byte) 1);
            int repeats = (int) Math.max(1, 50_000_000 / byteCount);
            return (double) repeats
                    * byteCount
                    / best(TRIES, () -> {
                        long folded = 0;
                        for (int i = 0; i < repeats; i++) {
                            folded ^= read(memory, byteCount);
                        }
                        return folded;
                    });
        }
    }

    private static double best(int tries, LongSupplier work) {
        double best = Double.MAX_VALUE;
        long result = work.getAsLong();
        for (int i = 0; i < tries; i++) {
            long start = System.nanoTime();
            // Looked at, so that the compiler cannot leave the work out.
            if (work.getAsLong() != result) {
                throw new IllegalStateException("the same work gave another result");
            }
            best = Math.min(best, (System.nanoTime() - start) / NANOS);
        }
        return best;
    }

    private static long read(MemorySegment memory, long byteCount) {
        LongVector a = LongVector.zero(LONGS);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        for (long at = 0; at + 4L * LINE <= byteCount; at += 4L * LINE) {
            a = a.lanewise(XOR, LongVector.fromMemorySegment(LONGS, memory, at, LITTLE_ENDIAN));
            b = b.lanewise(XOR, LongVector.fromMemorySegment(LONGS, memory, at + LINE, LITTLE_ENDIAN));
            c = c.lanewise(XOR, LongVector.fromMemorySegment(LONGS, memory, at + 2L * LINE, LITTLE_ENDIAN));
            d = d.lanewise(XOR, LongVector.fromMemorySegment(LONGS, memory, at + 3L * LINE, LITTLE_ENDIAN));
        }
        return a.lanewise(XOR, b).lanewise(XOR, c).lanewise(XOR, d).reduceLanes(XOR);
    }

    private static float chains(int rounds) {
        FloatVector x = FloatVector.broadcast(FLOATS, 1.0000001f);
        FloatVector y = FloatVector.broadcast(FLOATS, 1e-9f);
        FloatVector a = y;
        FloatVector b = y;
        FloatVector c = y;
        FloatVector d = y;
        FloatVector e = y;
        FloatVector f = y;
        FloatVector g = y;
        FloatVector h = y;
        FloatVector i = y;
        FloatVector j = y;
        FloatVector k = y;
        FloatVector l = y;
        for (int round = 0; round < rounds; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                // Not the sum of the lanes: a compiled loop may add them in another order than an
                // interpreted one.
                .lane(0);
    }
}
