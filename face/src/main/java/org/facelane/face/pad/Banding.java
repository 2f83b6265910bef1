package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Bands of brightness that wander over a face from frame to frame: a screen's flicker in a rolling shutter.
///
/// @param stripes mean brightness of stripes across the face from the brows down
record Banding(double[] stripes) {
    private static final int COUNT = 10;
    private static final int TOP = (int) Surroundings.EYES_DOWN - 8;
    private static final int HEIGHT = 3;
    private static final int HALF_WIDTH = 8;

    Banding {
        requireNonNull(stripes, "stripes is null");
    }

    static Banding of(Surroundings around) {
        double[] stripes = new double[COUNT];
        for (int stripe = 0; stripe < COUNT; stripe++) {
            double sum = 0;
            int count = 0;
            for (int v = 0; v < HEIGHT; v++) {
                for (int u = -HALF_WIDTH; u < HALF_WIDTH; u++) {
                    float value = around.at(Surroundings.SIDE / 2 + u, TOP + stripe * HEIGHT + v);
                    if (!Float.isNaN(value)) {
                        sum += value;
                        count++;
                    }
                }
            }
            stripes[stripe] = count == 0 ? 0 : sum / count;
        }
        return new Banding(stripes);
    }

    /// How much the stripes change against each other over the frames.
    ///
    /// @return the deviation of a stripe's share of the face's brightness, 0 or more; 0 for a single frame
    static double of(List<Banding> track) {
        double[][] shares = new double[track.size()][COUNT];
        double[] mean = new double[COUNT];
        for (int t = 0; t < track.size(); t++) {
            double whole = 1;
            for (double stripe : track.get(t).stripes) {
                whole += stripe / COUNT;
            }
            for (int s = 0; s < COUNT; s++) {
                shares[t][s] = track.get(t).stripes[s] / whole;
                mean[s] += shares[t][s] / track.size();
            }
        }
        double squares = 0;
        for (double[] frame : shares) {
            for (int s = 0; s < COUNT; s++) {
                double away = (frame[s] - mean[s]) / Math.max(0.05, mean[s]);
                squares += away * away;
            }
        }
        return Math.sqrt(squares / (COUNT * Math.max(1, track.size())));
    }
}
