package org.facelane.face.gallery;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.face.ReferenceId;

/// What the snapshots of one gallery share: the blocks, and where each reference lies.
///
/// Every reference gets a number when it is enrolled and keeps it when it is moved; a snapshot shows those below its
/// limit. So whoever searches an older snapshot looks at the newest blocks all the same, and one sweep serves probes of
/// several snapshots.
///
/// Erased slots are not filled again. A block of which half is erased is left: what remains is copied behind the newest
/// reference, blocks without the old one are published, and it is retired. Memory therefore stays below twice what the
/// references need, and a block.
///
/// Changing is guarded by the line itself; reading takes no lock. When the line is no longer reachable its memory is
/// overwritten and given back.
final class Line {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int ERASED_COUNT_MAX = Block.CAPACITY / 2;

    private final int dimension;
    private final MemoryInUse inUse = new MemoryInUse();
    private final Map<ReferenceId, Place> places = new ConcurrentHashMap<>();
    private final List<Block> retired = new ArrayList<>();
    private final Gathering gathering;
    private volatile Blocks blocks = Blocks.NONE;
    private long limit;
    private long generation;

    Line(int dimension, Kernel kernel) {
        this.dimension = dimension;
        gathering = new Gathering(this, dimension, kernel);
        // The action must not know the line.
        MemoryInUse ofThis = inUse;
        CLEANER.register(this, ofThis::vacateAll);
    }

    /// Where probes are brought to be searched for.
    Gathering gathering() {
        return gathering;
    }

    /// Counts the changes.
    long generation() {
        return generation;
    }

    /// The number that the next reference gets.
    long limit() {
        return limit;
    }

    /// How many references there are.
    int count() {
        return places.size();
    }

    boolean has(ReferenceId id) {
        return places.containsKey(id);
    }

    /// Adds references; what has the same id is erased.
    ///
    /// @param references the values of each, of the line's dimension and of unit length
    void add(Map<ReferenceId, float[]> references) {
        List<Block> next = new ArrayList<>(List.of(blocks.all()));
        Map<ReferenceId, Place> placed = new LinkedHashMap<>();
        int slots = blocks.lastSlots();
        for (Map.Entry<ReferenceId, float[]> reference : references.entrySet()) {
            slots = roomBehind(next, slots);
            next.getLast().put(slots, reference.getKey(), limit + placed.size(), reference.getValue());
            placed.put(reference.getKey(), new Place(next.getLast(), slots++));
        }
        placed.keySet().forEach(this::eraseValues);
        places.putAll(placed);
        limit += placed.size();
        blocks = new Blocks(next.toArray(Block[]::new), slots);
        generation++;
        leaveSparseBlocks();
    }

    /// Erases references, in every memory that holds one of them.
    void erase(Collection<ReferenceId> ids) {
        ids.forEach(this::eraseValues);
        generation++;
        leaveSparseBlocks();
    }

    /// Erases whoever is left.
    void eraseAll() {
        erase(List.copyOf(places.keySet()));
    }

    /// The newest blocks, pinned.
    Blocks pin() {
        while (true) {
            Blocks newest = blocks;
            if (newest.pin()) {
                return newest;
            }
        }
    }

    /// The similarity to one reference.
    ///
    /// @param below the reference's number has to be below it
    /// @return NaN if there is no such reference
    double similarity(ReferenceId id, long below, float[] probe) {
        while (true) {
            Place place = places.get(id);
            if (place == null) {
                return Double.NaN;
            }
            Block block = place.block();
            // A block that cannot be pinned was left, and the reference has another place by now.
            if (block.pin()) {
                try {
                    return block.number(place.slot()) < below ? block.similarity(place.slot(), probe) : Double.NaN;
                } finally {
                    block.unpin();
                }
            }
        }
    }

    /// How many blocks are searched.
    int blockCount() {
        return blocks.all().length;
    }

    /// The memory that the blocks have, retired ones too, until it is given back.
    MemoryInUse memory() {
        return inUse;
    }

    private void eraseValues(ReferenceId id) {
        Place place = places.remove(id);
        if (place == null) {
            return;
        }
        place.block().erase(place.slot());
        retired.removeIf(block -> !block.isKept());
        retired.forEach(block -> block.eraseRetired(id));
    }

    private int roomBehind(List<Block> next, int slots) {
        if (next.isEmpty() || slots == Block.CAPACITY) {
            next.add(new Block(dimension, inUse));
            return 0;
        }
        return slots;
    }

    private void leaveSparseBlocks() {
        Block[] all = blocks.all();
        List<Block> sparse = new ArrayList<>();
        List<Block> next = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            boolean leave = i < all.length - 1 && all[i].erasedCount() >= ERASED_COUNT_MAX;
            (leave ? sparse : next).add(all[i]);
        }
        if (sparse.isEmpty()) {
            return;
        }
        Map<ReferenceId, Place> moved = new LinkedHashMap<>();
        int slots = blocks.lastSlots();
        for (Block block : sparse) {
            for (int slot = 0; slot < Block.CAPACITY; slot++) {
                if (!block.isErased(slot)) {
                    slots = roomBehind(next, slots);
                    block.copy(slot, next.getLast(), slots);
                    moved.put(block.id(slot), new Place(next.getLast(), slots++));
                }
            }
        }
        blocks = new Blocks(next.toArray(Block[]::new), slots);
        places.putAll(moved);
        sparse.forEach(Block::retire);
        retired.addAll(sparse);
    }
}
