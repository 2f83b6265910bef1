package org.facelane.face.gallery;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;

/// The kernels under test, and one that lets a test act in mid-scan.
final class Kernels {
    private Kernels() {}

    /// One panel for all probes, those that are scanned together seen by `then` before the next are scanned.
    static void scan(Kernel kernel, MemorySegment memory, long at, Batch batch, IntConsumer then) {
        int first = 0;
        while (first < batch.count()) {
            kernel.scan(memory, at, batch, first);
            int after = first + kernel.together(batch, first);
            for (int j = first; j < Math.min(after, batch.count()); j++) {
                then.accept(j);
            }
            first = after;
        }
    }

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
        public int together(Batch batch, int first) {
            return PLAIN.together(batch, first);
        }

        @Override
        public void scan(MemorySegment memory, long at, Batch batch, int first) {
            if (first == 0) {
                before.accept(batch.count());
            }
            PLAIN.scan(memory, at, batch, first);
        }
    }
}
