package org.facelane.face.gallery;

import java.lang.foreign.MemorySegment;

/// The inner loop of a search: one panel of coarse references against one or several probes.
///
/// A panel is what a scan reads, and nothing else, in the order in which it is read:
///
/// ```
/// for each dimension 64 bytes, one a reference    the steps of the coarse form
/// 64 scales, 64 bounds                            32-bit floats
/// ```
///
/// Two implementations: [WideKernel] in vector instructions, [PlainKernel] in plain Java for every other machine. They
/// add in different orders, so their sums differ in the last bits; the answers of a search do not, because a sum only
/// decides who is looked at exactly ([Coarse]). Implementations keep no state and are safe for use by several threads.
interface Kernel {
    /// References in a panel: as many as a mask has bits, and one cache line a dimension.
    int PANEL = 64;

    /// The most that [#together] says.
    int TOGETHER_MAX = 8;

    /// Lines of 64 bytes behind the steps: the scales and the bounds.
    int TAIL_LINES = 2 * Float.BYTES;

    /// How many of `count` probes lie side by side in a [Batch]: 1, 2 or 4.
    int width(int count);

    /// How many probes one scan takes, from probe `first` on: those that lie side by side, or several times as
    /// many.
    int together(Batch batch, int first);

    /// Compares a panel with [#together] probes of a batch. Bit `i` of [Batch#reaching] of a probe is set unless
    /// `sum · scale + bound · length` of reference `i` is surely less than the probe's bar, where the sum is the
    /// inner product of the reference's steps and the probe, in single precision, in any order of addition.
    /// [Batch#sums] holds the sums of those whose bit is set; what it holds of others means nothing.
    ///
    /// @param memory of the block
    /// @param at where the panel starts
    /// @param first probe, where [#together] began or ended for another
    void scan(MemorySegment memory, long at, Batch batch, int first);

    /// Bytes of a panel.
    static long panelBytes(int dimension) {
        return (long) PANEL * lines(dimension);
    }

    /// All lines of 64 bytes of a panel.
    static int lines(int dimension) {
        return dimension + TAIL_LINES;
    }

    /// Where the scales are in a panel.
    static long scalesAt(int dimension) {
        return (long) PANEL * dimension;
    }

    /// Where the bounds are in a panel.
    static long boundsAt(int dimension) {
        return scalesAt(dimension) + (long) PANEL * Float.BYTES;
    }

    /// The fastest that this machine and this start of the JVM allow.
    static Kernel best() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present && WideKernel.isWide() ? new WideKernel() : new PlainKernel();
    }
}
