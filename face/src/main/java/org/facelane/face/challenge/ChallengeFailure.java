package org.facelane.face.challenge;

import static java.util.Objects.requireNonNull;

/// Why a camera session gave no features although a face could be seen, with the one sentence of advice that helps
/// most. The words are for guests; callers show them as they are.
public enum ChallengeFailure {
    FRAMES_MISSING("Too few pictures arrived.", "Keep this page open until the last step is done, then try once more."),
    OUT_OF_ORDER("The pictures are not in the order that was asked for.", "Start again and follow the page."),
    TOO_FAST("The pictures came faster than the steps can be done.", "Start again and follow the page."),
    FACE_LOST(
            "Your face left the picture on the way.",
            "Keep your whole face in the oval from the first step to the last, and move slowly."),
    OTHER_PERSON("Not all pictures show the same person.", "Make sure that only you are in the picture, all the time."),
    MOVED_TOO_LITTLE("Your head did not move far enough.", "Turn your head a little further, slowly, then come back."),
    MOVED_WRONG_WAY(
            "Your head moved the other way.", "The page is a mirror: move towards the side on which the point is."),
    MOVED_NOT_BACK("Your head did not come back.", "Come back to the middle before each step ends."),
    LIGHT_UNANSWERED(
            "The light of your screen did not reach your face.",
            "Turn the screen's brightness up, come closer and move out of bright light."),
    LIGHT_CONTRADICTED(
            "The light on the face is not that of this screen.",
            "Hold still while the colours change, away from other screens."),
    CAMERA_DOUBTED(
            "The pictures do not seem to come straight from a camera.",
            "Use the camera of this device itself, without another program in between.");

    private final String says;
    private final String advice;

    ChallengeFailure(String says, String advice) {
        this.says = requireNonNull(says, "says is null");
        this.advice = requireNonNull(advice, "advice is null");
    }

    /// What is wrong, in one sentence.
    public String says() {
        return says;
    }

    /// What to do, in one sentence.
    public String advice() {
        return advice;
    }
}
