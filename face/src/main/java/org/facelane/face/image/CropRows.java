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
}
