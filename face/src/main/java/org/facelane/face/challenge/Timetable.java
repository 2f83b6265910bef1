package org.facelane.face.challenge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Whether the frames of a session can have been taken while its steps were done: enough of them, in order, no faster
/// than the steps last. Only how long all of it took is known by the server's clock; the rest is what was sent.
public final class Timetable {
    private static final int STRAIGHT_FRAMES_MIN = 2;
    private static final int MOVING_FRAMES_MIN = 4;
    private static final double LIGHT_FRAMES_PER_COLOUR_MIN = 1;

    /// The last frame of a step is taken not before this share of it.
    private static final double COVERED_MIN = 0.5;

    /// And not later than this after its end.
    private static final Duration LATE_MAX = Duration.ofSeconds(2);

    private Timetable() {}

    /// @return empty if nothing speaks against it
    public static Optional<ChallengeFailure> failure(CameraSession session) {
        if (!isOrdered(session.frames(), session.challenge().steps().size())) {
            return Optional.of(ChallengeFailure.OUT_OF_ORDER);
        }
        List<Step> steps = session.challenge().steps();
        for (int i = 0; i < steps.size(); i++) {
            List<CameraFrame> frames = session.of(i);
            if (frames.size() < framesMin(steps.get(i))) {
                return Optional.of(ChallengeFailure.FRAMES_MISSING);
            }
            Duration last = frames.getLast().at();
            Duration lasts = steps.get(i).lasts();
            if (last.toMillis() < COVERED_MIN * lasts.toMillis()) {
                return Optional.of(ChallengeFailure.FRAMES_MISSING);
            }
            if (last.compareTo(lasts.plus(LATE_MAX)) > 0) {
                return Optional.of(ChallengeFailure.OUT_OF_ORDER);
            }
        }
        return session.taken().compareTo(session.challenge().lasts()) < 0
                ? Optional.of(ChallengeFailure.TOO_FAST)
                : Optional.empty();
    }

    private static double framesMin(Step step) {
        return switch (step) {
            case Step.LookStraight _ -> STRAIGHT_FRAMES_MIN;
            case Step.Turn _, Step.Follow _ -> MOVING_FRAMES_MIN;
            case Step.Light light ->
                LIGHT_FRAMES_PER_COLOUR_MIN * light.challenge().colours().size();
        };
    }

    private static boolean isOrdered(List<CameraFrame> frames, int stepCount) {
        for (int i = 0; i < frames.size(); i++) {
            CameraFrame frame = frames.get(i);
            boolean after = i == 0
                    || frame.step() > frames.get(i - 1).step()
                    || (frame.step() == frames.get(i - 1).step()
                            && frame.at().compareTo(frames.get(i - 1).at()) > 0);
            if (!after || frame.step() >= stepCount) {
                return false;
            }
        }
        return true;
    }
}
