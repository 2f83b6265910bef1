package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;

/// A screen that shows the colours of a light challenge, and the camera beside it that films what it lights.
///
/// @param challenge the colours
/// @param screen its light when it is white
/// @param wall how far away the room's wall is, millimetres
/// @param at when each frame is taken, since the first colour was asked for
/// @param delay from there until the colours are seen in the frames
/// @param haste how much of what has changed the camera's white balance and exposure take back with each frame, 0 to 1
record ColourFilm(
        LightChallenge challenge, Light.OfScreen screen, double wall, List<Duration> at, Duration delay, double haste) {
    /// What the page shows before the first colour.
    private static final double BEFORE = 0.8;

    ColourFilm {
        requireNonNull(challenge, "challenge is null");
        requireNonNull(screen, "screen is null");
        at = List.copyOf(at);
        requireNonNull(delay, "delay is null");
    }

    /// The light on every photosite in one frame.
    ///
    /// @param dark with the screen dark
    /// @param white by the screen alone when it is white
    /// @param frame its place among the frames
    /// @param width of the frame
    float[] lit(float[] dark, float[] white, int frame, int width) {
        long shown = Math.floorDiv(
                at.get(frame).minus(delay).toMillis(), challenge.each().toMillis());
        double[] light = {BEFORE, BEFORE, BEFORE};
        if (shown >= 0) {
            LightColour colour = challenge.colours().get((int)
                    Math.min(shown, challenge.colours().size() - 1));
            light = new double[] {colour.light(0), colour.light(1), colour.light(2)};
        }
        float[] both = new float[dark.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = dark[i] + (float) (light[Sensor.colour(i % width, i / width)] * white[i]);
        }
        return both;
    }

    /// The camera's white balance and exposure over the frames.
    ///
    /// @param balance factors for red, green and blue at the beginning
    Adaptation adaptation(double[] balance) {
        return new Adaptation(balance);
    }

    /// A camera that brings every frame back to what the first one was like, a part of the way each time. Not
    /// thread-safe.
    final class Adaptation {
        private final double[] balance;
        private final double[] first = new double[3];
        private final double[] taken = {1, 1, 1};
        private double exposure;
        private double gain;

        private Adaptation(double[] balance) {
            this.balance = requireNonNull(balance, "balance is null").clone();
        }

        /// @param exposed the gain of the first frame
        void begin(double exposed) {
            exposure = exposed;
            gain = exposed;
        }

        /// The gain of the frame that was asked for last.
        double gain() {
            return gain;
        }

        /// The factors for this frame; what it shows changes those of the next.
        double[] next(float[] mosaic, int width) {
            double[] factors = new double[3];
            double[] mean = new double[3];
            for (int i = 0; i < mosaic.length; i++) {
                int colour = Sensor.colour(i % width, i / width);
                mean[colour] += mosaic[i] * (colour == 1 ? 2.0 : 4.0) / mosaic.length;
            }
            gain = exposure * taken[1];
            for (int c = 0; c < 3; c++) {
                factors[c] = balance[c] * taken[c] / taken[1];
                first[c] = first[c] == 0 ? mean[c] : first[c];
            }
            for (int c = 0; c < 3; c++) {
                taken[c] += haste * (first[c] / Math.max(1e-6, mean[c]) - taken[c]);
            }
            return factors;
        }
    }
}
