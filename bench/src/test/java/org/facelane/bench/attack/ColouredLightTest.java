package org.facelane.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;
import org.junit.jupiter.api.Test;

class ColouredLightTest {
    private static final Light.OfScreen SCREEN = new Light.OfScreen(2, 140, 220, 0);
    private static final LightChallenge CHALLENGE = new LightChallenge(
            List.of(LightColour.AMBER, LightColour.GREEN, LightColour.AZURE), Duration.ofMillis(500));

    @Test
    void aScreensLightFallsOffWithTheSquareOfTheDistance() {
        double near = SCREEN.from(400).at(0, 10, 10);
        assertThat(near).isCloseTo(2 * 140 * 220 / (Math.PI * 400 * 400), within(1e-12));
        assertThat(SCREEN.from(800).at(2, 0, 0)).isCloseTo(near / 4, within(1e-12));
    }

    @Test
    void aMirrorShowsTheScreenOnlyWhereItReflectsIt() {
        double[] facing = {0, 0, -1};
        assertThat(SCREEN.mirrored(new double[] {0, 60, 500}, facing)).isEqualTo(2);
        assertThat(SCREEN.mirrored(new double[] {0, -60, 500}, facing)).isZero();
        double turned = Math.toRadians(20);
        assertThat(SCREEN.mirrored(new double[] {0, 60, 500}, new double[] {Math.sin(turned), 0, -Math.cos(turned)}))
                .isZero();
        assertThat(SCREEN.mirrored(new double[] {0, 60, 500}, new double[] {0, 0, 1}))
                .isEqualTo(2);
    }

    @Test
    void eachPhotositeGetsTheColourShown_afterTheDelay() {
        ColourFilm film = new ColourFilm(
                CHALLENGE,
                SCREEN,
                2000,
                List.of(Duration.ofMillis(50), Duration.ofMillis(700)),
                Duration.ofMillis(100),
                0);
        float[] dark = new float[16];
        float[] white = new float[16];
        Arrays.fill(white, 1);
        assertThat(film.lit(dark, white, 0, 4)).containsOnly(0.8f);
        assertThat(film.lit(dark, white, 1, 4)[0]).isCloseTo((float) LightColour.GREEN.light(0), within(1e-6f));
        assertThat(film.lit(dark, white, 1, 4)[1]).isCloseTo((float) LightColour.GREEN.light(1), within(1e-6f));
        assertThat(film.lit(dark, white, 1, 4)[5]).isCloseTo((float) LightColour.GREEN.light(2), within(1e-6f));
    }

    /// A camera in haste takes back what the screen adds, in every photosite alike.
    @Test
    void aCamerasWhiteBalanceTakesBackWhatChanges() {
        ColourFilm film = new ColourFilm(CHALLENGE, SCREEN, 2000, List.of(Duration.ZERO), Duration.ZERO, 1);
        ColourFilm.Adaptation adaptation = film.adaptation(new double[] {1, 1, 1});
        adaptation.begin(3);
        float[] grey = new float[16];
        Arrays.fill(grey, 0.2f);
        assertThat(adaptation.next(grey, 4)).containsExactly(1, 1, 1);
        float[] brighter = new float[16];
        Arrays.fill(brighter, 0.4f);
        assertThat(adaptation.next(brighter, 4)[0]).isCloseTo(1, within(1e-6));
        assertThat(adaptation.gain()).isEqualTo(3);
        adaptation.next(brighter, 4);
        assertThat(adaptation.gain()).isCloseTo(1.5, within(1e-6));
    }
}
