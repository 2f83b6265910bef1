package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Colours that a screen shows to whoever stands before it, drawn at random: the light on a face that is there changes
/// with them, one that was filmed before cannot.
///
/// What a face answers is the course of its [FaceLight], compared with the course that the colours would give. Whoever
/// shows a screen to the camera shows its own light, and paper answers as its surroundings on the same paper do. Bright
/// surroundings drown the answer; then nothing can be told. Immutable and safe for use by several threads.
///
/// @param colours as they follow each other, none twice in a row
/// @param each how long each is shown
public record LightChallenge(List<LightColour> colours, Duration each) {
    /// Between the screen and the camera's picture of it lie a few frames of either: the delay that fits best is
    /// taken.
    private static final Duration DELAY_MAX = Duration.ofMillis(350);

    private static final Duration DELAY_STEP = Duration.ofMillis(50);

    /// So different must the colours of one challenge be at least.
    private static final int DIFFERENT_MIN = 3;

    /// Fewer looks than this for each colour tell nothing.
    private static final double LOOKS_MIN = 1;

    public LightChallenge {
        colours = List.copyOf(colours);
        requireNonNull(each, "each is null");
        if (colours.stream().distinct().count() < DIFFERENT_MIN || !each.isPositive()) {
            throw new IllegalArgumentException("a light challenge has " + DIFFERENT_MIN
                    + " different colours or more, each for a time above 0, got " + colours + " for " + each);
        }
        for (int i = 1; i < colours.size(); i++) {
            if (colours.get(i) == colours.get(i - 1)) {
                throw new IllegalArgumentException("no colour follows itself, got " + colours);
            }
        }
    }

    /// The light on the face at an instant.
    ///
    /// @param at since the first colour was shown
    public record Look(Duration at, FaceLight light) {
        public Look {
            requireNonNull(at, "at is null");
            requireNonNull(light, "light is null");
        }
    }

    /// @param count how many colours, at least 3
    public static LightChallenge draw(RandomGenerator random, int count, Duration each) {
        LightColour[] all = LightColour.values();
        while (true) {
            List<LightColour> drawn = new ArrayList<>();
            while (drawn.size() < count) {
                LightColour next = all[random.nextInt(all.length)];
                if (drawn.isEmpty() || drawn.getLast() != next) {
                    drawn.add(next);
                }
            }
            if (drawn.stream().distinct().count() >= DIFFERENT_MIN) {
                return new LightChallenge(drawn, each);
            }
        }
    }

    /// How long all of them take.
    public Duration lasts() {
        return each.multipliedBy(colours.size());
    }

    /// What the looks at one face answer.
    public LightResponse judge(List<Look> looks) {
        LightResponse best = LightResponse.NONE;
        for (Duration delay = Duration.ZERO; delay.compareTo(DELAY_MAX) <= 0; delay = delay.plus(DELAY_STEP)) {
            LightResponse response = judge(looks, delay);
            if (best.equals(LightResponse.NONE) || response.agreement() > best.agreement()) {
                best = response;
            }
        }
        return best;
    }

    private LightResponse judge(List<Look> looks, Duration delay) {
        List<double[]> pairs = new ArrayList<>();
        for (Look look : looks) {
            long colour = Math.floorDiv(look.at().minus(delay).toMillis(), each.toMillis());
            if (colour >= 0 && colour < colours.size()) {
                LightColour shown = colours.get((int) colour);
                pairs.add(new double[] {
                    shown.redOverGreen(),
                    shown.blueOverGreen(),
                    look.light().redOverGreen(),
                    look.light().blueOverGreen()
                });
            }
        }
        return pairs.size() < LOOKS_MIN * colours.size() ? LightResponse.NONE : response(pairs);
    }

    /// Correlation and slope of what was measured on what was shown, both planes of colour together.
    private static LightResponse response(List<double[]> pairs) {
        double[] mean = new double[4];
        for (double[] pair : pairs) {
            for (int k = 0; k < 4; k++) {
                mean[k] += pair[k] / pairs.size();
            }
        }
        double shown = 0;
        double measured = 0;
        double both = 0;
        for (double[] pair : pairs) {
            for (int k = 0; k < 2; k++) {
                double e = pair[k] - mean[k];
                double m = pair[k + 2] - mean[k + 2];
                shown += e * e;
                measured += m * m;
                both += e * m;
            }
        }
        if (!(shown > 0) || !(measured > 0)) {
            return LightResponse.NONE;
        }
        return new LightResponse(Math.clamp(both / Math.sqrt(shown * measured), -1, 1), Math.sqrt(measured / shown));
    }
}
