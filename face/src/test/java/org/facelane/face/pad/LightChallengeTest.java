package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.pad.LightChallenge.Look;
import org.facelane.face.pad.LightResponse.Verdict;
import org.junit.jupiter.api.Test;

class LightChallengeTest {
    private static final Duration EACH = Duration.ofMillis(600);
    private static final long SEED = 20_261_122;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final LightChallenge challenge = LightChallenge.draw(random, 6, EACH);

    @Test
    void isAnswered_byAFaceInItsLight_howeverLateTheCameraIs() {
        for (int late = 0; late <= 350; late += 50) {
            assertThat(verdict(challenge, looks(challenge, 0.1, late, 0.003)))
                    .as("%d ms, seed %d", late, SEED)
                    .isEqualTo(Verdict.ANSWERED);
        }
    }

    @Test
    void isUnanswered_whereNothingChanges() {
        assertThat(verdict(challenge, looks(challenge, 0, 100, 0.002))).isEqualTo(Verdict.UNANSWERED);
    }

    @Test
    void isUnanswered_tooFewLooks() {
        assertThat(challenge.judge(looks(challenge, 0.1, 100, 0.002).subList(0, 5)))
                .isEqualTo(LightResponse.NONE);
    }

    @Test
    void isContradicted_byTheOppositeLight() {
        List<Look> opposite = looks(challenge, 0.1, 100, 0.002).stream()
                .map(look -> new Look(
                        look.at(),
                        new FaceLight(
                                -look.light().redOverGreen(), -look.light().blueOverGreen())))
                .toList();
        assertThat(verdict(challenge, opposite)).isEqualTo(Verdict.CONTRADICTED);
    }

    /// A film of an answer to another challenge: with the six colours of an enrolment about one in a hundred
    /// happens to fit, with the four of a lane more.
    @Test
    void isSeldomAnswered_byTheLightOfAnotherChallenge() {
        assertThat(filmsThatFit(6, EACH)).as("seed %d", SEED).isLessThan(60);
        assertThat(filmsThatFit(4, Duration.ofMillis(360))).as("seed %d", SEED).isLessThan(200);
    }

    /// Of 2,000.
    private int filmsThatFit(int colourCount, Duration each) {
        int answered = 0;
        for (int i = 0; i < 2_000; i++) {
            LightChallenge drawn = LightChallenge.draw(random, colourCount, each);
            LightChallenge filmed = LightChallenge.draw(random, colourCount, each);
            Verdict verdict = verdict(drawn, looks(filmed, 0.1, random.nextInt(300), 0.003));
            answered += verdict == Verdict.ANSWERED ? 1 : 0;
        }
        System.out.println(answered + " of 2,000 films of another " + colourCount + " colours fit, seed " + SEED);
        return answered;
    }

    @Test
    void drawsManySequences_neverAColourTwiceInARow() {
        Set<List<LightColour>> drawn = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            drawn.add(LightChallenge.draw(random, 6, EACH).colours());
        }
        assertThat(drawn).hasSizeGreaterThan(850);
        assertThatThrownBy(() -> new LightChallenge(List.of(LightColour.AMBER, LightColour.AMBER), EACH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// WCAG 2.3.1: no pair of changes of relative luminance of a tenth or more, and no saturated red.
    @Test
    void neverFlashes() {
        double darkest = 1;
        double brightest = 0;
        for (LightColour colour : LightColour.values()) {
            double luminance = 0.2126 * colour.light(0) + 0.7152 * colour.light(1) + 0.0722 * colour.light(2);
            darkest = Math.min(darkest, luminance);
            brightest = Math.max(brightest, luminance);
            double red = colour.light(0) / (colour.light(0) + colour.light(1) + colour.light(2));
            assertThat(red).as(colour.name()).isLessThan(0.8);
        }
        assertThat(brightest - darkest).isLessThan(0.05);
    }

    private static Verdict verdict(LightChallenge challenge, List<Look> looks) {
        return challenge.judge(looks).verdict();
    }

    private List<Look> looks(LightChallenge shown, double gain, int lateMilliseconds, double noise) {
        List<Look> looks = new ArrayList<>();
        for (int at = 30; at < shown.lasts().toMillis(); at += 100) {
            int colour = Math.floorDiv(at - lateMilliseconds, (int) shown.each().toMillis());
            double red = 0;
            double blue = 0;
            if (colour >= 0) {
                red = gain * shown.colours().get(colour).redOverGreen();
                blue = gain * shown.colours().get(colour).blueOverGreen();
            }
            looks.add(new Look(
                    Duration.ofMillis(at),
                    new FaceLight(
                            0.3 + red + noise * random.nextGaussian(), -0.2 + blue + noise * random.nextGaussian())));
        }
        return looks;
    }
}
