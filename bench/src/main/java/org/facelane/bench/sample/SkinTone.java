package org.facelane.bench.sample;

/// Brings the colours of one face to those of another by one factor for each channel, as another exposure and another
/// light would.
final class SkinTone {
    /// Keeps the logarithm of black finite, in steps of colour.
    private static final double FLOOR = 4;

    private SkinTone() {}

    /// @param mask 1 where the face is
    static Canvas match(Canvas picture, Canvas like, Canvas mask) {
        double[] from = means(picture, mask);
        double[] onto = means(like, mask);
        Canvas matched = Canvas.empty(picture.side(), 3);
        for (int p = 0; p < 3; p++) {
            double factor = Math.exp(onto[p] - from[p]);
            for (int i = 0; i < matched.planes()[p].length; i++) {
                matched.planes()[p][i] = (float) Math.min(255, factor * (picture.planes()[p][i] + FLOOR) - FLOOR);
            }
        }
        return matched;
    }

    /// The mean of each channel's logarithm over the face.
    static double[] means(Canvas picture, Canvas mask) {
        double[] means = new double[3];
        double weight = 0;
        for (float share : mask.planes()[0]) {
            weight += share;
        }
        for (int p = 0; p < 3; p++) {
            for (int i = 0; i < picture.planes()[p].length; i++) {
                float share = mask.planes()[0][i];
                if (share > 0) {
                    means[p] += share * Math.log(Math.max(1, picture.planes()[p][i] + FLOOR)) / weight;
                }
            }
        }
        return means;
    }
}
