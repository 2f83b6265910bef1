package org.facelane.bench.sample;

import java.util.ArrayList;
import java.util.List;

/// Joins two pictures so that no seam shows: coarse detail over a wide border, fine detail over a narrow one (Burt and
/// Adelson 1983, with levels of one size, blurred twice as wide each time).
final class Pyramid {
    private Pyramid() {}

    /// @param inside where `mask` is 1
    /// @param outside where `mask` is 0
    static Canvas join(Canvas inside, Canvas outside, Canvas mask, int levelCount) {
        Canvas joined = Canvas.empty(inside.side(), inside.planes().length);
        List<Canvas> insides = levels(inside, levelCount);
        List<Canvas> outsides = levels(outside, levelCount);
        double sigma = 1.5;
        for (int level = 0; level < levelCount; level++) {
            float[] share = mask.blurred(sigma).planes()[0];
            for (int p = 0; p < joined.planes().length; p++) {
                float[] in = insides.get(level).planes()[p];
                float[] out = outsides.get(level).planes()[p];
                for (int i = 0; i < share.length; i++) {
                    joined.planes()[p][i] += share[i] * in[i] + (1 - share[i]) * out[i];
                }
            }
            sigma *= 2;
        }
        return joined;
    }

    /// Bands that add up to the picture, the finest first.
    private static List<Canvas> levels(Canvas picture, int levelCount) {
        List<Canvas> levels = new ArrayList<>();
        Canvas rest = picture.copy();
        double sigma = 1;
        for (int level = 0; level < levelCount - 1; level++) {
            Canvas coarse = rest.blurred(sigma);
            rest.add(-1, coarse);
            levels.add(rest);
            rest = coarse;
            sigma *= 2;
        }
        levels.add(rest);
        return levels;
    }
}
