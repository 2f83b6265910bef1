package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/// How somebody, or a picture held by somebody, sways and comes nearer: the same laws for both, so that motion alone
/// tells nothing.
///
/// @param start when the recording begins
/// @param turn amplitudes of yaw, pitch and roll in radians
/// @param sway amplitudes to the right, down and away in millimetres
/// @param rates and phases of the six in radians a second and radians
/// @param approach millimetres a second towards the camera
record Motion(Pose start, double[] turn, double[] sway, double[][] rates, double approach) {
    Motion {
        requireNonNull(start, "start is null");
        requireNonNull(turn, "turn is null");
        requireNonNull(sway, "sway is null");
        requireNonNull(rates, "rates is null");
    }

    /// @param start the middle of the motion
    static Motion drawn(RandomGenerator random, Pose start) {
        double lively = random.nextDouble();
        double[] turn = {
            Math.toRadians(1 + 13 * lively * random.nextDouble()),
            Math.toRadians(0.5 + 7 * lively * random.nextDouble()),
            Math.toRadians(0.5 + 3 * lively * random.nextDouble())
        };
        double[] sway = {3 + 25 * lively * random.nextDouble(), 2 + 10 * lively * random.nextDouble(), 5};
        return new Motion(start, turn, sway, rates(random), random.nextDouble() < 0.5 ? 0 : random.nextDouble(20, 180));
    }

    /// Of whoever was asked to hold still, or holds a picture still.
    static Motion still(RandomGenerator random, Pose start) {
        double[] turn = {
            Math.toRadians(0.5 + 3 * random.nextDouble()),
            Math.toRadians(0.5 + 2 * random.nextDouble()),
            Math.toRadians(0.5 + random.nextDouble())
        };
        double[] sway = {2 + 8 * random.nextDouble(), 1 + 5 * random.nextDouble(), 1 + 5 * random.nextDouble()};
        return new Motion(start, turn, sway, rates(random), 0);
    }

    private static double[][] rates(RandomGenerator random) {
        double[][] rates = new double[6][2];
        for (double[] rate : rates) {
            rate[0] = 2 * Math.PI * random.nextDouble(0.25, 0.9);
            rate[1] = 2 * Math.PI * random.nextDouble();
        }
        return rates;
    }

    Pose at(double seconds) {
        double[] s = new double[6];
        for (int i = 0; i < 6; i++) {
            s[i] = Math.sin(rates[i][0] * seconds + rates[i][1]);
        }
        return new Pose(
                start.x() + sway[0] * s[0],
                start.y() + sway[1] * s[1],
                start.z() + sway[2] * s[2] - approach * seconds,
                start.yaw() + turn[0] * s[3],
                start.pitch() + turn[1] * s[4],
                start.roll() + turn[2] * s[5]);
    }
}
