package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.CaptureOutcome.ChallengeFailed;
import org.facelane.face.acquire.CaptureOutcome.Unusable;
import org.facelane.face.acquire.CaptureOutcome.Usable;
import org.facelane.face.challenge.CameraFrame;
import org.facelane.face.challenge.Challenge;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.face.challenge.Movement;
import org.facelane.face.challenge.Step;
import org.facelane.face.detect.Detection;
import org.facelane.face.pad.FaceLight;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PadVerdict;
import org.facelane.face.quality.HeadPose;
import org.facelane.face.quality.Quality;
import org.facelane.face.track.Tracks;
import org.jspecify.annotations.Nullable;

/// What the frames of one camera session show, one after the other, and what they come to in the end. Keeps at most
/// one picture a step, until the step ends. Not thread-safe: one a session.
final class SessionWatch {
    /// The best so many frames become the reference: more bring nothing, as at the lane.
    private static final int PICTURE_COUNT = 3;

    /// Frames of one sitting that look straight are alike far beyond chance.
    private static final Threshold SAME_STRAIGHT = Threshold.forFmr(1e-3);

    /// A turned head, or one in coloured light, is less like itself.
    private static final Threshold SAME_MOVED = Threshold.forFmr(1e-2);

    /// How long the face may stay unseen, as when it is turned too far.
    private static final Duration UNSEEN_MAX = Duration.ofMillis(2_500);

    private record Shot(Features features, double weight, HeadPose pose) {}

    private final SessionAcquisition.Eyes eyes;
    private final Challenge challenge;
    private final Tracks tracks = new Tracks(UNSEEN_MAX);
    private final List<Shot> shots = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final PadTrack pad;
    private AcquisitionFailure unusable = AcquisitionFailure.NO_FACE;
    private long track;
    private boolean lost;
    private boolean crowded;

    /// What one step showed.
    private static final class Seen {
        private final List<HeadPose> poses = new ArrayList<>();
        private final List<LightChallenge.Look> looks = new ArrayList<>();
        private double farthest = -1;
        private @Nullable Image image;
        private @Nullable Face face;
        private @Nullable Features features;

        private void forget() {
            if (features != null) {
                features.overwrite();
            }
        }
    }

    SessionWatch(SessionAcquisition.Eyes eyes, Challenge challenge) {
        this.eyes = requireNonNull(eyes, "eyes is null");
        this.challenge = requireNonNull(challenge, "challenge is null");
        pad = new PadTrack(eyes.pad());
    }

    /// The next frame; frames come in the order of the steps.
    void look(CameraFrame frame, Image image) {
        while (seen.size() <= frame.step()) {
            endStep();
            seen.add(new Seen());
        }
        List<Detection> people = eyes.detector().detect(image);
        if (people.isEmpty()) {
            return;
        }
        Detection person = people.getFirst();
        crowded |= people.stream().skip(1).anyMatch(other -> SelfieAcquisition.comparable(other.box(), person.box()));
        long id = tracks.follow(List.of(person), instant(frame)).getFirst().id();
        lost |= track != 0 && id != track;
        track = id;
        Seen now = seen.getLast();
        switch (challenge.steps().get(frame.step())) {
            case Step.LookStraight _ -> straight(image, person);
            case Step.Turn _, Step.Follow _ -> moving(now, image, person);
            case Step.Light _ -> lit(now, frame, image, person);
        }
    }

    /// What all frames say together; asked once, for the features of single frames are overwritten then.
    ///
    /// @param lightNeeded whether an unanswered light is a failure
    CaptureOutcome outcome(boolean lightNeeded) {
        endStep();
        try {
            return judge(lightNeeded);
        } finally {
            shots.forEach(shot -> shot.features().overwrite());
            seen.forEach(Seen::forget);
        }
    }

    private CaptureOutcome judge(boolean lightNeeded) {
        if (crowded) {
            return new Unusable(AcquisitionFailure.SEVERAL_FACES);
        }
        if (shots.isEmpty()) {
            return new Unusable(unusable);
        }
        if (lost) {
            return new ChallengeFailed(ChallengeFailure.FACE_LOST);
        }
        List<Shot> best = best();
        if (shots.stream()
                .anyMatch(shot ->
                        !isSame(SAME_STRAIGHT, shot.features(), best.getFirst().features()))) {
            return new ChallengeFailed(ChallengeFailure.OTHER_PERSON);
        }
        Features fused = Features.fuse(
                best.stream().map(Shot::features).toList(),
                best.stream().map(Shot::weight).toList());
        if (seen.stream().anyMatch(step -> step.features != null && !isSame(SAME_MOVED, step.features, fused))) {
            return new ChallengeFailed(ChallengeFailure.OTHER_PERSON);
        }
        Optional<ChallengeFailure> undone = undone(middle(best), lightNeeded);
        if (undone.isPresent()) {
            return new ChallengeFailed(undone.get());
        }
        // The straight frames are one picture, taken several times: nothing moves in them by itself.
        return pad.evidence().verdict(1) == PadVerdict.ATTACK
                ? new Unusable(AcquisitionFailure.ATTACK_SUSPECTED)
                : new Usable(fused);
    }

    private void straight(Image image, Detection person) {
        Face face = eyes.landmarks().face(image, person);
        Quality quality = Quality.ofSelfie(image, face);
        Optional<AcquisitionFailure> failure = eyes.limits().failure(image, face, quality);
        if (failure.isPresent()) {
            unusable = failure.get();
            return;
        }
        shots.add(new Shot(eyes.extraction().extract(image, face), quality.weight(), quality.headPose()));
        pad.add(image, face);
    }

    /// The frame in which the head has moved farthest is the one that must be of the same person.
    private void moving(Seen now, Image image, Detection person) {
        Face face = eyes.landmarks().face(image, person);
        HeadPose pose = HeadPose.of(face.landmarks());
        now.poses.add(pose);
        double away = Math.abs(pose.yaw()) + Math.abs(pose.pitch());
        if (away > now.farthest) {
            now.farthest = away;
            now.image = image;
            now.face = face;
        }
    }

    private void lit(Seen now, CameraFrame frame, Image image, Detection person) {
        FaceLight.of(image, person.box()).ifPresent(light -> now.looks.add(new LightChallenge.Look(frame.at(), light)));
        if (now.image == null) {
            now.image = image;
            now.face = eyes.landmarks().face(image, person);
        }
    }

    private void endStep() {
        if (!seen.isEmpty()) {
            Seen ended = seen.getLast();
            if (ended.image != null && ended.face != null) {
                ended.features = eyes.extraction().extract(ended.image, ended.face);
                ended.image = null;
            }
        }
    }

    private Optional<ChallengeFailure> undone(HeadPose straight, boolean lightNeeded) {
        for (int i = 0; i < seen.size(); i++) {
            Seen shown = seen.get(i);
            Optional<ChallengeFailure> failure = switch (challenge.steps().get(i)) {
                case Step.LookStraight _ -> Optional.empty();
                case Step.Turn turn -> failure(turn.judge(shown.poses, straight));
                case Step.Follow follow -> failure(follow.judge(shown.poses, straight));
                case Step.Light light ->
                    switch (light.challenge().judge(shown.looks).verdict()) {
                        case ANSWERED -> Optional.empty();
                        case UNANSWERED ->
                            lightNeeded ? Optional.of(ChallengeFailure.LIGHT_UNANSWERED) : Optional.empty();
                        case CONTRADICTED -> Optional.of(ChallengeFailure.LIGHT_CONTRADICTED);
                    };
            };
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<ChallengeFailure> failure(Movement movement) {
        return switch (movement) {
            case DONE -> Optional.empty();
            case TOO_SMALL -> Optional.of(ChallengeFailure.MOVED_TOO_LITTLE);
            case WRONG_WAY -> Optional.of(ChallengeFailure.MOVED_WRONG_WAY);
            case NOT_BACK -> Optional.of(ChallengeFailure.MOVED_NOT_BACK);
        };
    }

    private List<Shot> best() {
        return shots.stream()
                .sorted(Comparator.comparingDouble(Shot::weight).reversed())
                .limit(PICTURE_COUNT)
                .toList();
    }

    /// How the head was held on the middle one of the best frames, by yaw.
    private static HeadPose middle(List<Shot> best) {
        List<HeadPose> poses = best.stream()
                .map(Shot::pose)
                .sorted(Comparator.comparingDouble(HeadPose::yaw))
                .toList();
        return poses.get(poses.size() / 2);
    }

    private boolean isSame(Threshold threshold, Features a, Features b) {
        return threshold.reachedBy(eyes.calibration().score(a.similarity(b)));
    }

    /// Steps follow each other without a break, as far as following a face goes.
    private Instant instant(CameraFrame frame) {
        Duration before = challenge.steps().subList(0, frame.step()).stream()
                .map(Step::lasts)
                .reduce(Duration.ZERO, Duration::plus);
        Duration lasts = challenge.steps().get(frame.step()).lasts();
        Duration at = frame.at().compareTo(lasts) < 0 ? frame.at() : lasts;
        return Instant.EPOCH.plus(before).plus(at);
    }
}
