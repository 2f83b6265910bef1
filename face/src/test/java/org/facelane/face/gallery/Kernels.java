package org.facelane.face.gallery;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;

/// The kernels under test, and one that lets a test act in mid-scan.
final class Kernels {
    private Kernels() {}

    static List<Kernel> all() {
        return WideKernel.isWide() ? List.of(new PlainKernel(), new WideKernel()) : List.of(new PlainKernel());
    }

    /// Plain, and calls `before` with the number of probes before every panel.
    record Watched(IntConsumer before) implements Kernel {
        private static final Kernel PLAIN = new PlainKernel();

        @Override
        public int width(int count) {
            return 1;
        }

        @Override
        public void products(
                MemorySegment memory, long at, int dimension, float[] probes, int width, int groupCount, float[] sums) {
            before.accept(width * groupCount);
            PLAIN.products(memory, at, dimension, probes, width, groupCount, sums);
        }

        @Override
        public long reaching(
                MemorySegment memory,
                long scalesAt,
                long boundsAt,
                float[] sums,
                int sumsAt,
                float length,
                float least) {
            return PLAIN.reaching(memory, scalesAt, boundsAt, sums, sumsAt, length, least);
        }
    }
}
