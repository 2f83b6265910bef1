package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A lit screen: a grid of red, green and blue stripes (or the diamonds of an OLED), brightness of its own, black that
/// is not black, the room reflected in the glass, and a backlight that flickers.
///
/// The grid is a Fourier series, and each term is weakened by what lens and photosite leave of it, exactly as if every
/// photosite averaged over infinitely many places. What folds into the picture as moiré follows from taking it at the
/// photosites of one colour each.
final class Display implements Sheet.Surface {
    private record Term(double fx, double fy, double[] phase, double[] strength) {
        Term {
            requireNonNull(phase, "phase is null");
            requireNonNull(strength, "strength is null");
        }
    }

    private static final double VISIBLE = 0.002;

    private final Texture.Curve gamma;
    private final double black;
    private final double brightness;
    private final double[] white;
    private final double reflection;
    private final double[] lamp;
    private final double depth;
    private final double hertz;
    private final double phase;
    private final List<Term> grid;
    private List<Term> seen = List.of();
    private @Nullable Camera camera;
    private @Nullable Light room;
    private Pose place = new Pose(0, 0, 1, 0, 0, 0);
    private double[] turned = new double[9];
    private double flicker;
    private double rolling;
    private double moment;

    /// @param pitch millimetres from pixel to pixel
    /// @param diamonds an OLED's layout instead of stripes
    Display(RandomGenerator random, double pitch, boolean diamonds) {
        gamma = new Texture.Curve(random.nextDouble(0.9, 1.15));
        black = diamonds ? 0 : random.nextDouble(0.001, 0.006);
        brightness = random.nextDouble(0.7, 3);
        double cold = random.nextDouble(-0.05, 0.25);
        white = new double[] {1 - 0.5 * cold, 1, 1 + cold};
        reflection = random.nextDouble(0.004, 0.04);
        lamp = new double[] {
            random.nextDouble(-80, 80),
            random.nextDouble(-120, 120),
            random.nextDouble(8, 40),
            random.nextDouble() < 0.35 ? random.nextDouble(0.2, 2) : 0
        };
        depth = diamonds ? random.nextDouble(0.2, 0.9) : random.nextDouble() < 0.5 ? random.nextDouble(0.1, 0.8) : 0;
        hertz = diamonds ? random.nextInt(1, 5) * 60.0 : random.nextDouble(180, 1200);
        phase = random.nextDouble(2 * Math.PI);
        grid = diamonds ? diamonds(pitch) : stripes(pitch);
    }

    private static List<Term> stripes(double pitch) {
        List<Term> terms = new ArrayList<>();
        for (int k = -2; k <= 2; k++) {
            for (int l = 0; l <= 2; l++) {
                if (l == 0 && k <= 0) {
                    continue;
                }
                double strength = 2 * Camera.sinc(0.28 * k) * Camera.sinc(0.85 * l);
                double[] phases = new double[3];
                for (int c = 0; c < 3; c++) {
                    phases[c] = 2 * Math.PI * k * (c - 1) / 3.0;
                }
                terms.add(new Term(k / pitch, l / pitch, phases, new double[] {strength, strength, strength}));
            }
        }
        return terms;
    }

    /// Green dots on every pixel; red and blue dots on every other one, in diagonal turn.
    private static List<Term> diamonds(double pitch) {
        List<Term> terms = new ArrayList<>();
        double green = 1.6 * Camera.sinc(0.45) * Camera.sinc(0.45);
        double other = 1.7 * Camera.sinc(0.35) * Camera.sinc(0.35);
        double diagonal = 0.5 / pitch;
        terms.add(new Term(1 / pitch, 0, new double[3], new double[] {other, green, other}));
        terms.add(new Term(0, 1 / pitch, new double[3], new double[] {other, green, other}));
        terms.add(new Term(
                diagonal, diagonal, new double[] {0.5 * Math.PI, 0, 1.5 * Math.PI}, new double[] {other, 0, other}));
        terms.add(new Term(
                diagonal, -diagonal, new double[] {0.5 * Math.PI, 0, 1.5 * Math.PI}, new double[] {other, 0, other}));
        return terms;
    }

    @Override
    public void ready(Camera by, Pose pose, Footprint[] spots, Light light) {
        camera = by;
        room = light;
        place = pose;
        turned = pose.rotation();
        if (light instanceof Light.OfRoom now) {
            flicker = depth * by.transfer(hertz);
            rolling = 2 * Math.PI * hertz * by.rowTime();
            moment = phase + now.phase() / now.hertz() * hertz;
        }
        seen = grid.stream()
                .filter(term -> {
                    for (Footprint spot : spots) {
                        if (Math.abs(spot.transfer(by, term.fx, term.fy)) > VISIBLE) {
                            return true;
                        }
                    }
                    return false;
                })
                .toList();
    }

    @Override
    public double light(float[] shown, int colour, Footprint spot, int x, int y) {
        return switch (requireNonNull(room, "not ready")) {
            case Light.OfScreen screen -> reflection * screen.mirrored(placed(spot), normal());
            case Light.OfRoom now -> own(shown, colour, spot, y) + glass(now.at(colour, x, y), spot);
        };
    }

    private double[] placed(Footprint spot) {
        return new double[] {
            turned[0] * spot.x() + turned[1] * spot.y() + place.x(),
            turned[3] * spot.x() + turned[4] * spot.y() + place.y(),
            turned[6] * spot.x() + turned[7] * spot.y() + place.z()
        };
    }

    private double[] normal() {
        return new double[] {-turned[2], -turned[5], -turned[8]};
    }

    private double own(float[] shown, int colour, Footprint spot, int y) {
        double pattern = 1;
        for (Term term : seen) {
            double left = spot.transfer(requireNonNull(camera, "not ready"), term.fx, term.fy);
            pattern += term.strength[colour]
                    * left
                    * Math.cos(2 * Math.PI * (term.fx * spot.x() + term.fy * spot.y()) + term.phase[colour]);
        }
        double own = black + (1 - black) * gamma.at(shown[colour]);
        double row = 1 + flicker * Math.cos(moment + rolling * y);
        return brightness * white[colour] * own * Math.max(0, pattern) * row;
    }

    /// What the glass reflects of the room.
    private double glass(double lit, Footprint spot) {
        double dx = (spot.x() - lamp[0]) / lamp[2];
        double dy = (spot.y() - lamp[1]) / lamp[2];
        return lit * (reflection * (1 + 0.4 * Math.sin(spot.x() / 45)) + lamp[3] * Math.exp(-(dx * dx + dy * dy) / 2));
    }
}
