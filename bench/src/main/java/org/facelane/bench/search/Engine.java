package org.facelane.bench.search;

import java.lang.foreign.MemorySegment;

/// A search to compare with.
interface Engine extends AutoCloseable {
    /// Finds the one most alike for each of `count` probes.
    ///
    /// @param probes one after another, outside the heap
    /// @param best the numbers of those found
    void search(MemorySegment probes, int count, int[] best);

    @Override
    void close();
}
