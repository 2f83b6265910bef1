package org.facelane.bench.attack;

import java.util.random.RandomGenerator;

/// A camera with a rolling shutter and a colour filter array, drawn at random from what webcams and tablets are like.
///
/// @param width pixels
/// @param height pixels
/// @param focal length in pixels
/// @param blur deviation of the lens's point spread in pixels
/// @param aperture side of a photosite in pixels: below 1 where a camera skips lines, and then fine patterns alias
/// @param read noise in shares of full light
/// @param shot noise variance per light
/// @param sharpening share of the unsharp mask that the camera adds
/// @param exposure seconds
/// @param rowTime seconds from one row to the next
/// @param jpeg quality, 0 to 1
/// @param brightness mean light it exposes for
record Camera(
        int width,
        int height,
        double focal,
        double blur,
        double aperture,
        double read,
        double shot,
        double sharpening,
        double exposure,
        double rowTime,
        float jpeg,
        double brightness) {
    private static final double[] EXPOSURES = {1 / 25.0, 1 / 33.0, 1 / 50.0, 1 / 60.0, 1 / 100.0, 1 / 160.0, 1 / 250.0};
    private static final int[][] SIZES = {{640, 480}, {800, 600}, {960, 540}, {1280, 720}};

    /// A camera at a lane.
    static Camera lane(RandomGenerator random) {
        int[] size = SIZES[random.nextInt(SIZES.length)];
        return drawn(random, size[0], size[1], random.nextDouble(0.9, 1.3) * size[0]);
    }

    /// A phone's or laptop's camera that takes one picture at arm's length.
    static Camera selfie(RandomGenerator random) {
        return random.nextBoolean()
                ? drawn(random, 1280, 960, 1200)
                : drawn(random, 1200, 1200, random.nextDouble(1300, 1700));
    }

    private static Camera drawn(RandomGenerator random, int width, int height, double focal) {
        boolean skips = random.nextDouble() < 0.2;
        return new Camera(
                width,
                height,
                focal,
                skips ? 0.25 : random.nextDouble(0.35, 0.9),
                skips ? 0.5 : random.nextDouble(0.85, 1),
                random.nextDouble(0.001, 0.006),
                random.nextDouble(0.00005, 0.0006),
                random.nextDouble(0, 0.9),
                EXPOSURES[random.nextInt(EXPOSURES.length)],
                random.nextDouble(0.012, 0.03) / height,
                (float) random.nextDouble(0.72, 0.95),
                random.nextDouble(0.13, 0.26));
    }

    /// The same camera with another size of frame, and the same angle of view.
    Camera sized(int columns, int rows) {
        return new Camera(
                columns,
                rows,
                focal * columns / width,
                blur,
                aperture,
                read,
                shot,
                sharpening,
                exposure,
                rowTime,
                jpeg,
                brightness);
    }

    /// What is left of a fine pattern through lens and photosite.
    ///
    /// @param fx cycles a pixel to the right
    /// @param fy cycles a pixel down
    /// @return −0.2 to 1
    double transfer(double fx, double fy) {
        double lens = Math.exp(-2 * Math.PI * Math.PI * blur * blur * (fx * fx + fy * fy));
        return lens * sinc(aperture * fx) * sinc(aperture * fy);
    }

    /// What is left of a flicker over the exposure.
    double transfer(double hertz) {
        return sinc(hertz * exposure);
    }

    static double sinc(double x) {
        double angle = Math.PI * x;
        return Math.abs(angle) < 1e-6 ? 1 : Math.sin(angle) / angle;
    }
}
