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
        public void scan(MemorySegment memory, long at, Batch batch) {
            before.accept(batch.groupCount() * batch.width());
            PLAIN.scan(memory, at, batch);
        }
    }
}
