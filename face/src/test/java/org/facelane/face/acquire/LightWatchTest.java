package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.acquire.LightWatch.LitFrame;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;
import org.facelane.face.pad.LightResponse.Verdict;
import org.junit.jupiter.api.Test;

/// Simulated light on sample people ([Actor]).
class LightWatchTest {
    private static final LightChallenge CHALLENGE = new LightChallenge(
            List.of(LightColour.MAUVE, LightColour.GREEN, LightColour.AMBER, LightColour.AZURE),
            Duration.ofMillis(360));
    private static final LightChallenge OTHER = new LightChallenge(
            List.of(LightColour.GREEN, LightColour.MAUVE, LightColour.AZURE, LightColour.AMBER),
            Duration.ofMillis(360));

    private final LightWatch watch = new LightWatch(DefaultPack.open());
    private final Actor actor = new Actor(2, "arrive", Actor.random(8));

    @Test
    void isAnswered_byThePersonInItsLight() {
        assertThat(judge(actor.lit(CHALLENGE, 0.2), 2)).isEqualTo(Verdict.ANSWERED);
    }

    @Test
    void isNotAnswered_byAFilmOfOtherColours() {
        assertThat(judge(actor.lit(OTHER, 0.2), 2)).isNotEqualTo(Verdict.ANSWERED);
    }

    @Test
    void isUnanswered_byPaper() {
        assertThat(judge(actor.onPaper(CHALLENGE, 0.2), 2)).isEqualTo(Verdict.UNANSWERED);
    }

    @Test
    void isUnanswered_inTheSunOrByNobody() {
        assertThat(judge(actor.lit(CHALLENGE, 0), 2)).isEqualTo(Verdict.UNANSWERED);
        assertThat(judge(List.of(Scenes.wall(640, 480)), 2)).isEqualTo(Verdict.UNANSWERED);
    }

    @Test
    void isUnanswered_whenSomebodyElseStandsInTheLight() {
        assertThat(judge(actor.lit(CHALLENGE, 0.2), 11)).isEqualTo(Verdict.UNANSWERED);
    }

    private Verdict judge(List<Image> images, int seenBefore) {
        List<LitFrame> frames = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            frames.add(new LitFrame(Duration.ofMillis(60 + 120L * i), actor.noisy(images.get(i))));
        }
        return watch.judge(CHALLENGE, frames, features(seenBefore));
    }

    private static Features features(int person) {
        return ((Acquisition.Acquired) new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT)
                        .acquire(Scenes.png(Scenes.person(person, "enrol"))))
                .features();
    }
}
