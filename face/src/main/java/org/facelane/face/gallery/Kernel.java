package org.facelane.face.gallery;

import java.lang.foreign.MemorySegment;

/// The inner loop of a search: one panel of coarse references against one or several probes.
///
/// Two implementations: [WideKernel] in vector instructions, [PlainKernel] in plain Java for every other machine. They
/// add in different orders, so their sums differ in the last bits; the answers of a search do not, because a sum only
/// decides who is looked at exactly ([Coarse]). Implementations keep no state and are safe for use by several threads.
interface Kernel {
    /// References in a panel: as many as a mask has bits, and one cache line a dimension.
    int PANEL = 64;

    /// How many of `count` probes lie side by side, 1 to 8: value `k` of probe `j` of a group is at `k · width +
    /// j`, and the groups follow one another, the last filled up with zeros.
    int width(int count);

    /// Fills `sums` with the inner products of the steps of a panel's references and the probes, in single
    /// precision, in any order of addition.
    ///
    /// @param memory of the block
    /// @param at where the panel starts: `dimension` lines of 64 bytes, a byte a reference
    /// @param probes in groups, as [#width] says
    /// @param sums of reference `i` and probe `j` at `j · PANEL + i`
    void products(
            MemorySegment memory, long at, int dimension, float[] probes, int width, int groupCount, float[] sums);

    /// Which references of a panel can reach `least`: bit `i` is set unless `sum · scale + bound · length` is
    /// surely less.
    ///
    /// @param scalesAt where the panel's 64 scales start
    /// @param boundsAt where its 64 bounds start
    /// @param sumsAt where the probe's 64 sums start
    /// @param length of the probe, or a little more
    long reaching(
            MemorySegment memory, long scalesAt, long boundsAt, float[] sums, int sumsAt, float length, float least);

    /// The fastest that this machine and this start of the JVM allow.
    static Kernel best() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present && WideKernel.isWide() ? new WideKernel() : new PlainKernel();
    }
}
