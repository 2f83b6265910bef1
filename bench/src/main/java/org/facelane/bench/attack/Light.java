package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/// The light of a room: its colour, how it falls off across the frame, one lamp that shiny things reflect, and the
/// flicker of the mains.
///
/// @param colour red, green, blue; green is 1
/// @param across change over the frame's width
/// @param flicker depth of the mains' flicker, 0 to 1
/// @param hertz twice the mains
/// @param frame the frame's width and height
/// @param rolling radians of flicker from row to row
/// @param phase radians, of this frame
record Light(double[] colour, double across, double flicker, double hertz, int[] frame, double rolling, double phase) {
    Light {
        requireNonNull(colour, "colour is null");
        requireNonNull(frame, "frame is null");
    }

    static Light drawn(RandomGenerator random, Camera camera) {
        double warm = random.nextDouble(-0.25, 0.35);
        double hertz = random.nextBoolean() ? 100 : 120;
        double depth = random.nextDouble() < 0.4 ? random.nextDouble(0.05, 0.5) : 0;
        return new Light(
                new double[] {1 + 0.6 * warm, 1, 1 - warm},
                random.nextDouble(-0.4, 0.4),
                depth * Math.abs(camera.transfer(hertz)),
                hertz,
                new int[] {camera.width(), camera.height()},
                2 * Math.PI * hertz * camera.rowTime(),
                0);
    }

    /// The same light at another moment.
    Light at(double seconds) {
        return new Light(colour, across, flicker, hertz, frame, rolling, 2 * Math.PI * hertz * seconds);
    }

    /// How strong it is where the camera's photosite looks.
    double at(int channel, int x, int y) {
        double side = 1 + across * (x - frame[0] / 2.0) / frame[0];
        double mains = flicker == 0 ? 1 : 1 + flicker * Math.cos(phase + rolling * y);
        return colour[channel] * side * mains;
    }
}
