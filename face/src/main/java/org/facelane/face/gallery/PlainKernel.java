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
    public void products(
            MemorySegment memory, long at, int dimension, float[] probes, int width, int groupCount, float[] sums) {
        Arrays.fill(sums, 0, width * groupCount * PANEL, 0);
        for (int k = 0; k < dimension; k++) {
            long from = at + (long) k * PANEL;
            for (int j = 0; j < width * groupCount; j++) {
                float value = probes[j / width * width * dimension + k * width + j % width];
                int to = j * PANEL;
                for (int i = 0; i < PANEL; i++) {
                    sums[to + i] += value * memory.get(JAVA_BYTE, from + i);
                }
            }
        }
    }

    @Override
    public long reaching(
            MemorySegment memory, long scalesAt, long boundsAt, float[] sums, int sumsAt, float length, float least) {
        long reaching = 0;
        for (int i = 0; i < PANEL; i++) {
            float scale = memory.get(JAVA_FLOAT, scalesAt + 4L * i);
            float bound = memory.get(JAVA_FLOAT, boundsAt + 4L * i);
            // Not >=: what is not a number can be anything.
            if (!(sums[sumsAt + i] * scale + bound * length < least)) {
                reaching |= 1L << i;
            }
        }
        return reaching;
    }
}
