package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long a lane looks before it says something.
///
/// @param policy what a search means
/// @param framesMin usable frames that must agree before anybody is admitted, at least 1
/// @param framesEnough usable frames after which nobody is looked for any longer, at least `framesMin`
/// @param lookEnough the same in time, from the first usable frame
/// @param patience after so long without an answer or without a usable frame, somebody else must help
/// @param crowdPatience after so long with several people in the lane, a steward is asked
/// @param screenHold how long an answer stays on the screen after the guest has gone from the picture
/// @param partyPatience how long somebody may take to say how many of a party come along; then the guest comes alone
/// @param galleryAgeMax a gallery that was last known to be current longer ago is not used
public record LaneRules(
        DecisionPolicy policy,
        int framesMin,
        int framesEnough,
        Duration lookEnough,
        Duration patience,
        Duration crowdPatience,
        Duration screenHold,
        Duration partyPatience,
        Duration galleryAgeMax) {
    /// Two frames agree; four frames or 2.5 s are enough; 4 s without a usable frame and 3 s of a crowd need a
    /// steward; answers stay for 3 s; a party has 15 s to answer; a gallery is good for 10 s.
    public static final LaneRules DEFAULT = new LaneRules(
            DecisionPolicy.DEFAULT,
            2,
            4,
            Duration.ofMillis(2_500),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10));

    public LaneRules {
        requireNonNull(policy, "policy is null");
        if (framesMin < 1 || framesEnough < framesMin) {
            throw new IllegalArgumentException("frames are 1 or more, and enough is not less than the least, got "
                    + framesMin + ", " + framesEnough);
        }
        if (!lookEnough.isPositive()
                || !patience.isPositive()
                || !crowdPatience.isPositive()
                || !screenHold.isPositive()
                || !partyPatience.isPositive()
                || !galleryAgeMax.isPositive()) {
            throw new IllegalArgumentException("a lane's times are above 0");
        }
        if (patience.compareTo(lookEnough) < 0) {
            throw new IllegalArgumentException("patience " + patience + " ends before the look " + lookEnough);
        }
    }
}
