package org.facelane.face.image;

import java.util.Arrays;
import org.facelane.face.Image;

/// The rows of a target onto which a [Warp] brings a piece of an image.
///
/// Each target pixel is the mean of n × n places, n being the reduction rounded, each interpolated bilinearly:
/// without it fine detail of a large face would turn into noise when it shrinks. Not safe for use by several threads.
final class WarpRows {
    /// A reduction beyond this looks at some source pixels only, so that no warp costs without end.
    private static final int PLACES_MAX = 16;

    private final Image image;
    private final Warp warp;
    private final int width;
    private final int places;

    WarpRows(Image image, Warp warp, int width) {
        this.image = image;
        this.warp = warp;
        this.width = width;
        places = Math.clamp(Math.round(warp.reduction()), 1, PLACES_MAX);
    }

    /// Fills `line` with red, green and blue (0 to 255) of each pixel of target row `v`.
    void row(int v, float[] line) {
        Arrays.fill(line, 0, 3 * width, 0);
        for (int j = 0; j < places; j++) {
            for (int i = 0; i < places; i++) {
                add((i + 0.5) / places, v + (j + 0.5) / places, line);
            }
        }
        if (places > 1) {
            float share = 1f / (places * places);
            for (int k = 0; k < 3 * width; k++) {
                line[k] *= share;
            }
        }
    }

    /// Adds the source at the places (0, v), (1, v), … moved right by `shift`.
    private void add(double shift, double v, float[] line) {
        byte[] rgb = image.rgb();
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        double startX = warp.xx() * shift + warp.xy() * v + warp.x0();
        double startY = warp.yx() * shift + warp.yy() * v + warp.y0();
        for (int u = 0; u < width; u++) {
            double x = startX + warp.xx() * u;
            double y = startY + warp.yx() * u;
            if (!(x >= 0 && y >= 0 && x <= image.width() && y <= image.height())) {
                continue;
            }
            double middleX = Math.clamp(x - 0.5, 0, right);
            double middleY = Math.clamp(y - 0.5, 0, bottom);
            int column = (int) middleX;
            int row = (int) middleY;
            float partX = (float) (middleX - column);
            float partY = (float) (middleY - row);
            int topLeft = 3 * (row * image.width() + column);
            int stepX = column < right ? 3 : 0;
            int stepY = row < bottom ? 3 * image.width() : 0;
            float w00 = (1 - partX) * (1 - partY);
            float w10 = partX * (1 - partY);
            float w01 = (1 - partX) * partY;
            float w11 = partX * partY;
            for (int c = 0; c < 3; c++) {
                int at = topLeft + c;
                line[3 * u + c] += w00 * (rgb[at] & 0xff)
                        + w10 * (rgb[at + stepX] & 0xff)
                        + w01 * (rgb[at + stepY] & 0xff)
                        + w11 * (rgb[at + stepX + stepY] & 0xff);
            }
        }
    }
}
