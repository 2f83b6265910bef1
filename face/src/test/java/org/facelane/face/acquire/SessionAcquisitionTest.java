package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.acquire.CaptureOutcome.ChallengeFailed;
import org.facelane.face.acquire.CaptureOutcome.Unusable;
import org.facelane.face.acquire.CaptureOutcome.Usable;
import org.facelane.face.challenge.CameraFrame;
import org.facelane.face.challenge.CameraSession;
import org.facelane.face.challenge.Challenge;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.face.challenge.Direction;
import org.facelane.face.challenge.Step;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole sessions of simulated frames ([Actor]), one for each way that a session can end.
class SessionAcquisitionTest {
    private static final double GAIN = 0.2;
    private static final LightChallenge LIGHT = new LightChallenge(
            List.of(
                    LightColour.AMBER,
                    LightColour.AZURE,
                    LightColour.GREEN,
                    LightColour.MAUVE,
                    LightColour.TEAL,
                    LightColour.AMBER),
            Duration.ofMillis(600));
    private static final LightChallenge OTHER_LIGHT = new LightChallenge(
            List.of(
                    LightColour.AZURE,
                    LightColour.GREEN,
                    LightColour.AMBER,
                    LightColour.TEAL,
                    LightColour.GREEN,
                    LightColour.AZURE),
            Duration.ofMillis(600));
    private static final Challenge CHALLENGE = new Challenge(List.of(
            new Step.LookStraight(),
            new Step.Turn(Direction.RIGHT),
            new Step.Light(LIGHT),
            new Step.Turn(Direction.LEFT),
            new Step.Follow(Direction.UP)));

    private static Actor actor;
    private static List<List<CameraFrame>> film;

    private final SessionAcquisition sessions = sessions(true);

    /// One film of everything that is asked for; most tests exchange a step of it.
    @BeforeAll
    static void play() {
        actor = new Actor(0, "enrol", Actor.random(1));
        film = new ArrayList<>();
        for (int i = 0; i < CHALLENGE.steps().size(); i++) {
            film.add(actor.frames(i, CHALLENGE.steps().get(i), GAIN));
        }
    }

    @Test
    void isUsable_everyStepDone_andIsLikeThePersonLater() {
        for (int number : new int[] {4, 15}) {
            Actor guest = new Actor(number, "enrol", Actor.random(number));
            CaptureOutcome outcome = sessions.acquire(guest.does(CHALLENGE, GAIN));
            assertThat(outcome).as("person " + number).isInstanceOf(Usable.class);
            Features later = ((Acquisition.Acquired) new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT)
                            .acquire(Scenes.png(Scenes.person(number, "arrive"))))
                    .features();
            assertThat(((Usable) outcome).features().similarity(later)).isGreaterThan(0.5);
        }
    }

    @Test
    void isUsable_downAndInAnotherOrder() {
        Challenge other = new Challenge(List.of(
                new Step.LookStraight(),
                new Step.Light(OTHER_LIGHT),
                new Step.Follow(Direction.DOWN),
                new Step.Turn(Direction.LEFT),
                new Step.Turn(Direction.RIGHT)));
        assertThat(sessions.acquire(actor.does(other, GAIN))).isInstanceOf(Usable.class);
    }

    @Test
    void failsTheChallenge_turnedTheOtherWay() {
        assertThat(with(1, actor.moves(1, CHALLENGE.steps().get(1).lasts(), Direction.LEFT)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.MOVED_WRONG_WAY));
    }

    @Test
    void failsTheChallenge_filmedInAnotherOrder() {
        assertThat(with(4, actor.moves(4, CHALLENGE.steps().get(4).lasts(), Direction.DOWN)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.MOVED_WRONG_WAY));
    }

    @Test
    void failsTheChallenge_stoodStill() {
        assertThat(with(3, actor.stands(3, CHALLENGE.steps().get(3).lasts())))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.MOVED_TOO_LITTLE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-50, -35, -20, 20, 35, 50})
    void failsTheChallenge_aPhotographIsTurnedInsteadOfTheHead(double degrees) {
        Duration lasts = CHALLENGE.steps().get(3).lasts();
        assertThat(with(3, actor.turnsPhotograph(3, lasts, degrees)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.MOVED_TOO_LITTLE));
    }

    @Test
    void failsTheChallenge_didNotComeBack() {
        List<CameraFrame> there = actor.moves(1, CHALLENGE.steps().get(1).lasts(), Direction.RIGHT);
        List<CameraFrame> stays = new ArrayList<>(there.subList(0, 4));
        for (int i = 4; i < there.size(); i++) {
            stays.add(new CameraFrame(1, there.get(i).at(), there.get(3).encoded()));
        }
        assertThat(with(1, stays)).isEqualTo(new ChallengeFailed(ChallengeFailure.MOVED_NOT_BACK));
    }

    @Test
    void failsTheChallenge_anotherPersonTakesAStep() {
        Actor friend = new Actor(7, "enrol", Actor.random(2));
        assertThat(with(3, friend.frames(3, CHALLENGE.steps().get(3), GAIN)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.OTHER_PERSON));
    }

    @Test
    void failsTheChallenge_twoPeopleLookStraight() {
        Actor friend = new Actor(7, "enrol", Actor.random(3));
        Duration lasts = CHALLENGE.steps().getFirst().lasts();
        List<CameraFrame> mixed = new ArrayList<>(film.getFirst());
        mixed.set(
                2,
                new CameraFrame(
                        0, mixed.get(2).at(), friend.stands(0, lasts).getFirst().encoded()));
        assertThat(with(0, mixed)).isEqualTo(new ChallengeFailed(ChallengeFailure.OTHER_PERSON));
    }

    @Test
    void failsTheChallenge_coloursOfAnotherSession() {
        assertThat(with(2, actor.film(2, LIGHT.lasts(), actor.lit(OTHER_LIGHT, GAIN))))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.LIGHT_CONTRADICTED));
    }

    @Test
    void failsTheChallenge_noLightOnTheFace_whereItIsNeeded() {
        CameraSession bright = actor.does(CHALLENGE, 0);
        assertThat(sessions.acquire(bright)).isEqualTo(new ChallengeFailed(ChallengeFailure.LIGHT_UNANSWERED));
        assertThat(sessions(false).acquire(bright)).isInstanceOf(Usable.class);
    }

    @Test
    void failsTheChallenge_paperInTheLight() {
        assertThat(with(2, actor.film(2, LIGHT.lasts(), actor.onPaper(LIGHT, GAIN))))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.LIGHT_UNANSWERED));
    }

    @Test
    void failsTheChallenge_theSamePictureAgainAndAgain() {
        List<CameraFrame> frames = new ArrayList<>();
        for (CameraFrame frame : whole()) {
            frames.add(frame);
            frames.add(new CameraFrame(frame.step(), frame.at().plusMillis(20), frame.encoded()));
        }
        assertThat(sessions.acquire(Actor.session(CHALLENGE, frames)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.CAMERA_DOUBTED));
    }

    @Test
    void failsTheChallenge_cameraSaysItIsVirtual() {
        CameraSession session = Actor.session(CHALLENGE, whole());
        assertThat(sessions.acquire(new CameraSession(
                        CHALLENGE, session.frames(), Optional.of("OBS Virtual Camera"), session.taken())))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.CAMERA_DOUBTED));
    }

    @Test
    void failsTheChallenge_awayTooLong() {
        List<Image> gone = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            gone.add(Scenes.wall(640, 480));
        }
        assertThat(with(3, actor.film(3, CHALLENGE.steps().get(3).lasts(), gone)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.FACE_LOST));
    }

    @Test
    void isUnusable_nobodyThere() {
        Image wall = Scenes.wall(640, 480);
        assertThat(with(0, actor.film(0, CHALLENGE.steps().getFirst().lasts(), List.of(wall, wall, wall))))
                .isEqualTo(new Unusable(AcquisitionFailure.NO_FACE));
    }

    @Test
    void isUnusable_aFrameIsNoPicture() {
        List<CameraFrame> frames = new ArrayList<>(whole());
        CameraFrame third = frames.get(3);
        frames.set(3, new CameraFrame(third.step(), third.at(), new byte[] {1, 2, 3}));
        assertThat(sessions.acquire(Actor.session(CHALLENGE, frames)))
                .isEqualTo(new Unusable(AcquisitionFailure.NOT_AN_IMAGE));
    }

    @Test
    void failsTheChallenge_framesInAnotherOrder() {
        List<CameraFrame> frames = new ArrayList<>(whole());
        frames.addFirst(frames.removeLast());
        assertThat(sessions.acquire(Actor.session(CHALLENGE, frames)))
                .isEqualTo(new ChallengeFailed(ChallengeFailure.OUT_OF_ORDER));
    }

    private static List<CameraFrame> whole() {
        return film.stream().flatMap(List::stream).toList();
    }

    private CaptureOutcome with(int step, List<CameraFrame> instead) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int i = 0; i < CHALLENGE.steps().size(); i++) {
            frames.addAll(i == step ? instead : film.get(i));
        }
        return sessions.acquire(Actor.session(CHALLENGE, frames));
    }

    private static SessionAcquisition sessions(boolean lightNeeded) {
        return new SessionAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT.sample(), lightNeeded);
    }
}
