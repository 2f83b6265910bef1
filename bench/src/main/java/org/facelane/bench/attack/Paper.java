package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A printed page: paper that is not white, ink that is not black, fewer colours, grain, the sheen of the light, and
/// for a halftone four inks as dots whose size is the tone.
///
/// The dots of an ink are a Fourier series whose terms depend on the tone and are weakened by what lens and photosite
/// leave of them. Inks are multiplied after that, so the rosettes of two screens with each other are missing.
final class Paper implements Sheet.Surface {
    /// What an ink swallows of red, green and blue: cyan, magenta, yellow, black.
    private static final double[][] INKS = {{0.9, 0.25, 0.08}, {0.12, 0.86, 0.3}, {0.02, 0.08, 0.86}, {0.95, 0.95, 0.95}
    };

    private static final double[] ANGLES = {15, 75, 0, 45};
    private static final int[][] TERMS = {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {2, 0}, {0, 2}};
    private static final int TONES = 65;
    private static final double[][] STRENGTHS = strengths();
    private static final double VISIBLE = 0.002;

    private final double white;
    private final double black;
    private final Texture.Curve contrast;
    private final double dull;
    private final double[] tint;
    private final double grain;
    private final double[] sheen;
    private final double turned;
    private final double lines;
    private final boolean[][] seen = new boolean[4][TERMS.length];
    private @Nullable Camera camera;
    private @Nullable Light room;

    /// @param lines of the halftone a millimetre; 0 for a print without one
    Paper(RandomGenerator random, boolean glossy, double lines) {
        this.lines = lines;
        white = random.nextDouble(0.78, 0.94);
        black = glossy ? random.nextDouble(0.01, 0.025) : random.nextDouble(0.025, 0.05);
        contrast = new Texture.Curve(random.nextDouble(0.85, 1.25));
        dull = random.nextDouble(0, 0.25);
        double yellow = random.nextDouble(-0.03, 0.08);
        tint = new double[] {1 + yellow / 2, 1, 1 - yellow};
        grain = random.nextDouble(0.004, 0.02);
        sheen = new double[] {
            random.nextDouble(-90, 90),
            random.nextDouble(-120, 120),
            glossy ? random.nextDouble(10, 50) : 150,
            glossy ? (random.nextDouble() < 0.5 ? random.nextDouble(0.15, 1.2) : 0) : random.nextDouble(0, 0.03)
        };
        turned = Math.toRadians(random.nextDouble(-3, 3));
    }

    /// By tone: twice the Fourier coefficients of a round dot, or of a round hole from half tone on, on a unit
    /// square.
    private static double[][] strengths() {
        double[][] table = new double[TONES][TERMS.length];
        for (int tone = 0; tone < TONES; tone++) {
            double share = tone / (TONES - 1.0);
            double radius = Math.sqrt(Math.min(share, 1 - share) / Math.PI);
            for (int t = 0; t < TERMS.length; t++) {
                double q = Math.hypot(TERMS[t][0], TERMS[t][1]);
                double dot = 2 * radius * bessel(2 * Math.PI * radius * q) / q;
                table[tone][t] = share <= 0.5 ? dot : -dot;
            }
        }
        return table;
    }

    /// The Bessel function J1 by its integral.
    private static double bessel(double x) {
        double sum = 0;
        for (int i = 0; i < 64; i++) {
            double angle = Math.PI * (i + 0.5) / 64;
            sum += Math.cos(angle - x * Math.sin(angle));
        }
        return sum / 64;
    }

    private static double[] frequency(int ink, int term, double lines, double turned) {
        double angle = Math.toRadians(ANGLES[ink]) + turned;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double u = TERMS[term][0] * lines;
        double v = TERMS[term][1] * lines;
        return new double[] {u * cos - v * sin, u * sin + v * cos};
    }

    @Override
    public void ready(Camera by, Pose pose, Footprint[] spots, Light light) {
        camera = by;
        room = light instanceof Light.OfScreen screen ? screen.from(pose.z()) : light;
        for (int ink = 0; ink < 4; ink++) {
            for (int t = 0; t < TERMS.length; t++) {
                double[] f = frequency(ink, t, lines, turned);
                seen[ink][t] = false;
                for (Footprint spot : spots) {
                    seen[ink][t] |= lines > 0 && Math.abs(spot.transfer(by, f[0], f[1])) > VISIBLE;
                }
            }
        }
    }

    @Override
    public double light(float[] shown, int colour, Footprint spot, int x, int y) {
        double grey = 0.3 * shown[0] + 0.6 * shown[1] + 0.1 * shown[2];
        double printed = lines > 0 ? inked(shown, grey, colour, spot) : toned(shown[colour], grey);
        double reflected = black + (white - black) * printed;
        double rough = grain * speck(spot) / Math.max(1, 6 * spot.size());
        double dx = (spot.x() - sheen[0]) / sheen[2];
        double dy = (spot.y() - sheen[1]) / sheen[2];
        double shine = sheen[3] * Math.exp(-(dx * dx + dy * dy) / 2);
        return requireNonNull(room, "not ready").at(colour, x, y)
                * (Math.max(0, reflected * tint[colour] * (1 + rough)) + shine);
    }

    private double toned(double value, double grey) {
        return contrast.at(value + dull * (grey - value));
    }

    private double inked(float[] shown, double grey, int colour, Footprint spot) {
        double least = 1 - Math.max(toned(shown[0], grey), Math.max(toned(shown[1], grey), toned(shown[2], grey)));
        double ground = 0.7 * least;
        double left = 1;
        for (int ink = 0; ink < 4; ink++) {
            double share = ink == 3 ? ground : (1 - toned(shown[ink], grey) - ground) / (1 - ground + 1e-6);
            double cover = Math.clamp(share, 0, 1);
            left *= 1 - INKS[ink][colour] * Math.clamp(dotted(ink, cover, spot), 0, 1);
        }
        return left;
    }

    private double dotted(int ink, double cover, Footprint spot) {
        double sum = cover;
        double[] strengths = STRENGTHS[(int) Math.round(cover * (TONES - 1))];
        for (int t = 0; t < TERMS.length; t++) {
            if (seen[ink][t]) {
                double[] f = frequency(ink, t, lines, turned);
                sum += strengths[t]
                        * spot.transfer(requireNonNull(camera, "not ready"), f[0], f[1])
                        * Math.cos(2 * Math.PI * (f[0] * spot.x() + f[1] * spot.y()));
            }
        }
        return sum;
    }

    /// Grain of the paper: a number of −1.7 to 1.7 that belongs to each sixth of a millimetre.
    private static double speck(Footprint spot) {
        long cell = Math.round(spot.x() * 6) * 0x9E3779B97F4A7C15L + Math.round(spot.y() * 6) * 0xC2B2AE3D27D4EB4FL;
        cell ^= cell >>> 29;
        cell *= 0xBF58476D1CE4E5B9L;
        cell ^= cell >>> 32;
        return 3.4 * ((cell >>> 11) * 0x1.0p-53 - 0.5);
    }
}
