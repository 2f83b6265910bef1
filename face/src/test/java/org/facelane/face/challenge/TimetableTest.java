package org.facelane.face.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Challenge CHALLENGE =
            Challenge.draw(RandomGeneratorFactory.of("L64X128MixRandom").create(5));

    private final List<CameraFrame> frames = frames(CHALLENGE);

    @Test
    void holds_framesOfEveryStepInTimeAndOrder() {
        assertThat(failure(CHALLENGE.lasts())).isEmpty();
    }

    @Test
    void isTooFast_byTheServersClock() {
        assertThat(failure(CHALLENGE.lasts().minusMillis(1))).contains(ChallengeFailure.TOO_FAST);
    }

    @Test
    void isOutOfOrder_twoFramesSwapped() {
        Collections.swap(frames, 7, 8);
        assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.OUT_OF_ORDER);
    }

    @Test
    void isOutOfOrder_stepsSwapped() {
        frames.sort((a, b) -> Integer.compare(b.step(), a.step()));
        assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.OUT_OF_ORDER);
    }

    @Test
    void isOutOfOrder_aStepThatWasNotAskedFor() {
        frames.add(new CameraFrame(CHALLENGE.steps().size(), Duration.ZERO, new byte[1]));
        assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.OUT_OF_ORDER);
    }

    @Test
    void isOutOfOrder_takenLongAfterItsStep() {
        CameraFrame last = frames.removeLast();
        frames.add(new CameraFrame(last.step(), last.at().plusSeconds(3), last.encoded()));
        assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.OUT_OF_ORDER);
    }

    @Test
    void missesFrames_ofAnyStep() {
        for (int step = 0; step < CHALLENGE.steps().size(); step++) {
            int gone = step;
            frames.removeIf(frame -> frame.step() == gone);
            assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.FRAMES_MISSING);
        }
    }

    @Test
    void missesFrames_theLaterPartOfAStep() {
        frames.removeIf(frame -> frame.step() == 2 && frame.at().compareTo(Duration.ofMillis(1_700)) > 0);
        assertThat(failure(CHALLENGE.lasts())).contains(ChallengeFailure.FRAMES_MISSING);
    }

    private Optional<ChallengeFailure> failure(Duration taken) {
        return Timetable.failure(new CameraSession(CHALLENGE, frames, Optional.empty(), taken));
    }

    private static List<CameraFrame> frames(Challenge challenge) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int step = 0; step < challenge.steps().size(); step++) {
            long lasts = challenge.steps().get(step).lasts().toMillis();
            for (long at = 0; at < lasts; at += 190) {
                frames.add(new CameraFrame(step, Duration.ofMillis(at), new byte[1]));
            }
        }
        return frames;
    }
}
