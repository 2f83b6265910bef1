package org.facelane.face.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.facelane.face.challenge.Step.Follow;
import org.facelane.face.challenge.Step.Light;
import org.facelane.face.challenge.Step.LookStraight;
import org.facelane.face.challenge.Step.Turn;
import org.facelane.face.pad.LightChallenge;

/// What a guest is asked to do, in this order: to look straight, then to turn both ways, to follow a point, and to hold
/// still in coloured light, shuffled. Nobody who filmed a face before knows the order, the point's way and the colours.
///
/// @param steps the first is to look straight
public record Challenge(List<Step> steps) {
    private static final int COLOUR_COUNT = 6;
    private static final Duration COLOUR_EACH = Duration.ofMillis(600);

    public Challenge {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.getFirst() instanceof LookStraight)) {
            throw new IllegalArgumentException("a challenge begins with looking straight, got " + steps);
        }
    }

    /// 24 orders, 4 ways of the point and 5,100 sequences of colours; the same for the same randomness.
    public static Challenge draw(RandomGenerator random) {
        List<Step> active = new ArrayList<>(List.of(
                new Turn(Direction.LEFT),
                new Turn(Direction.RIGHT),
                new Follow(Direction.values()[random.nextInt(Direction.values().length)]),
                new Light(LightChallenge.draw(random, COLOUR_COUNT, COLOUR_EACH))));
        Collections.shuffle(active, java.util.Random.from(random));
        List<Step> steps = new ArrayList<>();
        steps.add(new LookStraight());
        steps.addAll(active);
        return new Challenge(steps);
    }

    /// How long all steps take, one after the other.
    public Duration lasts() {
        return steps.stream().map(Step::lasts).reduce(Duration.ZERO, Duration::plus);
    }
}
