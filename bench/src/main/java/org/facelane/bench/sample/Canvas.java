package org.facelane.bench.sample;

import java.util.function.DoubleUnaryOperator;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;

/// A square picture to calculate with: planes of numbers, 0 to 255 in a picture and 0 to 1 in a mask. Places count from
/// the top left corner, the middle of the first pixel is (0.5, 0.5).
///
/// @param side in pixels
/// @param planes each `side · side` values, row by row; shared, and written to only by whoever made them
record Canvas(int side, float[][] planes) {
    /// All zero.
    static Canvas empty(int side, int planeCount) {
        return new Canvas(side, new float[planeCount][side * side]);
    }

    /// The colour of one plane at a place of an image, between the pixels and beyond its edge the nearest.
    static float sample(Image image, int plane, double x, double y) {
        double u = Math.clamp(x - 0.5, 0, image.width() - 1.0);
        double v = Math.clamp(y - 0.5, 0, image.height() - 1.0);
        int left = Math.min((int) u, Math.max(0, image.width() - 2));
        int top = Math.min((int) v, Math.max(0, image.height() - 2));
        int right = Math.min(left + 1, image.width() - 1);
        int bottom = Math.min(top + 1, image.height() - 1);
        double s = u - left;
        double t = v - top;
        double above = (1 - s) * value(image, plane, left, top) + s * value(image, plane, right, top);
        double below = (1 - s) * value(image, plane, left, bottom) + s * value(image, plane, right, bottom);
        return (float) ((1 - t) * above + t * below);
    }

    private static int value(Image image, int plane, int x, int y) {
        return image.rgb()[3 * (y * image.width() + x) + plane] & 0xff;
    }

    Canvas map(DoubleUnaryOperator change) {
        Canvas changed = empty(side, planes.length);
        for (int p = 0; p < planes.length; p++) {
            for (int i = 0; i < side * side; i++) {
                changed.planes[p][i] = (float) change.applyAsDouble(planes[p][i]);
            }
        }
        return changed;
    }

    Canvas copy() {
        return map(value -> value);
    }

    /// Adds `weight · other` to this.
    void add(double weight, Canvas other) {
        for (int p = 0; p < planes.length; p++) {
            for (int i = 0; i < side * side; i++) {
                planes[p][i] += (float) (weight * other.planes[p][i]);
            }
        }
    }

    /// Smoothed by about a normal curve of `sigma` pixels: three running means.
    Canvas blurred(double sigma) {
        int reach = (int) Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
        Canvas result = this;
        for (int pass = 0; pass < 3; pass++) {
            result = result.means(reach, side, 1).means(reach, 1, side);
        }
        return result;
    }

    /// Means of `2 · reach + 1` neighbours; beyond the edge the last one counts again.
    private Canvas means(int reach, int lineStep, int step) {
        Canvas result = empty(side, planes.length);
        for (int p = 0; p < planes.length; p++) {
            float[] from = planes[p];
            for (int line = 0; line < side; line++) {
                int start = line * lineStep;
                double sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    sum += from[start + Math.clamp(k, 0, side - 1) * step];
                }
                for (int k = 0; k < side; k++) {
                    result.planes[p][start + k * step] = (float) (sum / (2 * reach + 1));
                    sum += from[start + Math.min(side - 1, k + reach + 1) * step];
                    sum -= from[start + Math.max(0, k - reach) * step];
                }
            }
        }
        return result;
    }

    /// The picture, rounded to whole colours.
    Image image() {
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            for (int p = 0; p < 3; p++) {
                rgb[3 * i + p] = (byte) Math.clamp(Math.round(planes[p][i]), 0, 255);
            }
        }
        return new Image(side, side, rgb);
    }

    /// The piece of an image that `warp` names, at another size.
    static Canvas of(Image image, Warp warp, int side) {
        Canvas canvas = empty(side, 3);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                Point from = warp.source(new Point(x + 0.5, y + 0.5));
                for (int p = 0; p < 3; p++) {
                    canvas.planes[p][y * side + x] = sample(image, p, from.x(), from.y());
                }
            }
        }
        return canvas;
    }
}
