package org.facelane.face.gallery;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The memory that the blocks of one gallery have, so that all of it can be overwritten and given back when the gallery
/// itself is no longer reachable. Safe for use by several threads.
final class MemoryInUse {
    private final Set<BlockMemory> memories = ConcurrentHashMap.newKeySet();

    BlockMemory allocate(long byteCount) {
        BlockMemory memory = BlockMemory.allocate(byteCount);
        memories.add(memory);
        return memory;
    }

    /// Overwrites `memory` and gives it back. Nobody may be reading.
    void vacate(BlockMemory memory) {
        memories.remove(memory);
        memory.vacate();
    }

    void vacateAll() {
        memories.forEach(this::vacate);
    }

    /// The memory as it is, for tests that look whether what was erased is gone.
    List<MemorySegment> segments() {
        return memories.stream().map(BlockMemory::segment).toList();
    }

    /// Bytes that are not given back.
    long byteCount() {
        return memories.stream()
                .mapToLong(memory -> memory.segment().byteSize())
                .sum();
    }
}
