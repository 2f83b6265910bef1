package org.facelane.face.image;

import java.util.Arrays;
import org.facelane.face.Box;
import org.facelane.face.Image;

/// The rows of a target over which a box of an image is stretched.
///
/// Columns and rows are weighed apart: first the source rows under a target row are added up, then the columns under
/// each of its pixels, so that shrinking reads every source pixel once. Not safe for use by several threads.
final class CropRows {
    private final Image image;
    private final int width;
    private final Footprint columns;
    private final Footprint rows;
    private final int from;
    private final float[] sum;

    CropRows(Image image, Box box, int width, int height) {
        this.image = image;
        this.width = width;
        columns = Footprint.of(box.x(), box.width(), width, image.width());
        rows = Footprint.of(box.y(), box.height(), height, image.height());
        from = columns.first();
        sum = new float[3 * (columns.end() - from)];
    }

    /// Fills `line` with red, green and blue (0 to 255) of each pixel of target row `v`.
    void row(int v, float[] line) {
        Arrays.fill(sum, 0);
        byte[] rgb = image.rgb();
        for (int k = 0; k < rows.count(v); k++) {
            add(rgb, 3 * ((rows.start(v) + k) * image.width() + from), rows.weight(v, k));
        }
        for (int u = 0; u < width; u++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int at = 3 * (columns.start(u) - from);
            for (int k = 0; k < columns.count(u); k++, at += 3) {
                float weight = columns.weight(u, k);
                red += weight * sum[at];
                green += weight * sum[at + 1];
                blue += weight * sum[at + 2];
            }
            line[3 * u] = red;
            line[3 * u + 1] = green;
            line[3 * u + 2] = blue;
        }
    }

    private void add(byte[] rgb, int offset, float weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * (rgb[offset + i] & 0xff);
        }
    }

    /// Which source pixels along one side make up each target pixel, and with what weights.
    ///
    /// Shrinking weighs each source pixel by how much of it the target pixel covers; enlarging interpolates between
    /// the two nearest. What lies beyond the source has no weight, so it counts as black.
    private static final class Footprint {
        private final int[] starts;
        private final float[][] weights;

        private Footprint(int[] starts, float[][] weights) {
            this.starts = starts;
            this.weights = weights;
        }

        /// @param from where the target's first edge lies in the source
        /// @param length of the target in source pixels
        /// @param target pixels
        /// @param source pixels
        static Footprint of(double from, double length, int target, int source) {
            int[] starts = new int[target];
            float[][] weights = new float[target][];
            double step = length / target;
            for (int i = 0; i < target; i++) {
                if (step > 1) {
                    cover(starts, weights, i, from + i * step, step, source);
                } else {
                    interpolate(starts, weights, i, from + (i + 0.5) * step, source);
                }
            }
            return new Footprint(starts, weights);
        }

        private static void cover(int[] starts, float[][] weights, int i, double from, double step, int source) {
            int first = (int) Math.clamp(Math.floor(from), 0, source);
            int end = (int) Math.clamp(Math.ceil(from + step), first, source);
            float[] covered = new float[end - first];
            for (int j = first; j < end; j++) {
                covered[j - first] = (float) (Math.max(0, Math.min(j + 1, from + step) - Math.max(j, from)) / step);
            }
            starts[i] = first;
            weights[i] = covered;
        }

        private static void interpolate(int[] starts, float[][] weights, int i, double place, int source) {
            if (!(place >= 0 && place <= source)) {
                weights[i] = new float[0];
                return;
            }
            double middle = Math.clamp(place - 0.5, 0, source - 1);
            int first = Math.max(0, Math.min((int) middle, source - 2));
            float part = (float) (middle - first);
            starts[i] = first;
            weights[i] = source == 1 ? new float[] {1} : new float[] {1 - part, part};
        }

        /// The first source pixel that counts for target pixel `i`.
        int start(int i) {
            return starts[i];
        }

        /// How many source pixels count for target pixel `i`; 0 beyond the source.
        int count(int i) {
            return weights[i].length;
        }

        /// The weight of source pixel `start(i) + k`.
        float weight(int i, int k) {
            return weights[i][k];
        }

        /// The first source pixel that counts for any target pixel.
        int first() {
            int first = Integer.MAX_VALUE;
            for (int i = 0; i < starts.length; i++) {
                if (weights[i].length > 0) {
                    first = Math.min(first, starts[i]);
                }
            }
            return first == Integer.MAX_VALUE ? 0 : first;
        }

        /// One past the last source pixel that counts for any target pixel.
        int end() {
            int end = 0;
            for (int i = 0; i < starts.length; i++) {
                if (weights[i].length > 0) {
                    end = Math.max(end, starts[i] + weights[i].length);
                }
            }
            return end;
        }
    }
}
