package org.facelane.face.gallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Plain loops over the references of a panel, which the compiler turns into what vector instructions there are.
final class PlainKernel implements Kernel {
    @Override
    public int width(int count) {
        return 1;
    }

    @Override
    public int together(Batch batch, int first) {
        return 1;
    }

    @Override
    public void scan(MemorySegment memory, long at, Batch batch, int first) {
        float[] values = batch.values();
        int valuesAt = batch.valuesAt(first);
        float[] sums = batch.sums();
        int to = Batch.sumsAt(first);
        Arrays.fill(sums, to, to + PANEL, 0);
        for (int k = 0; k < batch.dimension(); k++) {
            long from = at + (long) k * PANEL;
            float value = values[valuesAt + k];
            for (int i = 0; i < PANEL; i++) {
                sums[to + i] += value * memory.get(JAVA_BYTE, from + i);
            }
        }
        batch.reaching()[first] = reaching(memory, at, batch, first);
    }

    private static long reaching(MemorySegment memory, long at, Batch batch, int j) {
        long scalesAt = at + Kernel.scalesAt(batch.dimension());
        long boundsAt = at + Kernel.boundsAt(batch.dimension());
        float length = batch.lengths()[j];
        float bar = batch.bars()[j];
        long reaching = 0;
        for (int i = 0; i < PANEL; i++) {
            float scale = memory.get(JAVA_FLOAT, scalesAt + 4L * i);
            float bound = memory.get(JAVA_FLOAT, boundsAt + 4L * i);
            // Not >=: what is not a number can be anything.
            if (!(batch.sums()[Batch.sumsAt(j) + i] * scale + bound * length < bar)) {
                reaching |= 1L << i;
            }
        }
        return reaching;
    }
}
