package org.facelane.face.gallery;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The memory of a block. It does not know the block, so that it can be given back when nobody knows that any more.
record BlockMemory(Arena arena, MemorySegment segment) {
    private static final int ALIGNMENT = 64;

    /// Outside the heap, filled with zeros; counted by the JVM against `-XX:MaxDirectMemorySize`.
    static BlockMemory allocate(long byteCount) {
        Arena arena = Arena.ofShared();
        return new BlockMemory(arena, arena.allocate(byteCount, ALIGNMENT));
    }

    /// Overwrites it and gives it back. Once; nobody may be reading.
    void vacate() {
        segment.fill((byte) 0);
        arena.close();
    }
}
