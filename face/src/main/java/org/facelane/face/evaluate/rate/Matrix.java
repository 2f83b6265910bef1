package org.facelane.face.evaluate.rate;

import java.util.Arrays;
import java.util.List;

/// Features laid out so that one pass compares several of them with many others: blocks of 256, in each of which the
/// first numbers of all stand together, then the second. The inner loop has no branch and no reduction, so that the
/// compiler makes it wide. Immutable; safe for use by several threads.
final class Matrix {
    /// Others in a block: with 192 features 200 kB, which stay in a core's cache.
    static final int BLOCK = 256;

    private final float[][] blocks;
    private final int count;
    private final int dimension;

    /// @param features all of one length; shared, not copied
    Matrix(List<float[]> features) {
        count = features.size();
        dimension = features.isEmpty() ? 0 : features.getFirst().length;
        blocks = new float[(count + BLOCK - 1) / BLOCK][dimension * BLOCK];
        for (int i = 0; i < count; i++) {
            float[] block = blocks[i / BLOCK];
            for (int k = 0; k < dimension; k++) {
                block[k * BLOCK + i % BLOCK] = features.get(i)[k];
            }
        }
    }

    int count() {
        return count;
    }

    /// The similarities of some features to all others from a block on.
    ///
    /// @param some a few; the more, the less memory is read for each
    /// @param firstBlock what comes before it is not computed
    /// @param similarities a row for each of `some`, at least [#width()] long; written
    void compare(List<float[]> some, int firstBlock, float[][] similarities) {
        float[] sums = new float[BLOCK];
        for (int b = firstBlock; b < blocks.length; b++) {
            for (int row = 0; row < some.size(); row++) {
                compare(some.get(row), blocks[b], sums);
                System.arraycopy(sums, 0, similarities[row], b * BLOCK, BLOCK);
            }
        }
    }

    /// How many similarities a row has, those beyond [#count()] included, which mean nothing.
    int width() {
        return blocks.length * BLOCK;
    }

    private void compare(float[] features, float[] block, float[] sums) {
        Arrays.fill(sums, 0);
        int k = 0;
        for (; k + 3 < dimension; k += 4) {
            float a = features[k];
            float b = features[k + 1];
            float c = features[k + 2];
            float d = features[k + 3];
            int at = k * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                sums[i] += a * block[at + i]
                        + b * block[at + BLOCK + i]
                        + c * block[at + 2 * BLOCK + i]
                        + d * block[at + 3 * BLOCK + i];
            }
        }
        for (; k < dimension; k++) {
            float a = features[k];
            int at = k * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                sums[i] += a * block[at + i];
            }
        }
    }
}
