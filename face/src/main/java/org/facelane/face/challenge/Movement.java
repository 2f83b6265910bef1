package org.facelane.face.challenge;

import java.util.List;
import org.facelane.face.quality.Assessment;
import org.facelane.face.quality.HeadPose;

/// What a head did, from the poses of consecutive frames: a pure judgement of their course.
///
/// Yaw and pitch come from landmarks of an average face ([HeadPose]), so only differences to the same head looking
/// straight are used.
public enum Movement {
    /// There and back again.
    DONE,
    /// Not far enough.
    TOO_SMALL,
    /// Far, but first in the opposite direction.
    WRONG_WAY,
    /// There, but it did not come back.
    NOT_BACK;

    /// A movement is over when less than this share of it is left.
    private static final double BACK_BELOW = 0.5;

    /// @param poses in order; those that could not be assessed are passed over
    /// @param straight how the head is held when it looks straight ahead
    /// @param degreesMin how far it must go
    static Movement of(List<HeadPose> poses, HeadPose straight, Direction direction, double degreesMin) {
        double farthest = 0;
        double last = 0;
        for (HeadPose pose : poses) {
            if (pose.status() == Assessment.NOT_ASSESSABLE) {
                continue;
            }
            last = direction.of(pose, straight);
            if (last <= -degreesMin && farthest < degreesMin) {
                return WRONG_WAY;
            }
            farthest = Math.max(farthest, last);
        }
        if (farthest < degreesMin) {
            return TOO_SMALL;
        }
        return last <= BACK_BELOW * farthest ? DONE : NOT_BACK;
    }
}
