package org.facelane.face.gallery;

/// The blocks that hold a gallery's references at one moment, in order; all but the last are full.
///
/// @param lastSlots how many slots of the last block are shown
record Blocks(Block[] all, int lastSlots) {
    static final Blocks NONE = new Blocks(new Block[0], 0);

    /// Slots of block `i` that are shown.
    int slots(int i) {
        return i == all.length - 1 ? lastSlots : Block.CAPACITY;
    }

    /// Pins every block.
    ///
    /// @return false if one of them is retired; none is pinned then
    boolean pin() {
        for (int i = 0; i < all.length; i++) {
            if (!all[i].pin()) {
                unpin(i);
                return false;
            }
        }
        return true;
    }

    void unpin() {
        unpin(all.length);
    }

    private void unpin(int count) {
        for (int i = 0; i < count; i++) {
            all[i].unpin();
        }
    }
}
