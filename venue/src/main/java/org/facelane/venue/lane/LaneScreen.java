package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import org.facelane.face.pad.LightChallenge;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.pass.PassRefusal;

/// What a lane's screen says to whoever stands before it. It never shows a name.
public sealed interface LaneScreen {
    /// Nobody is there.
    record Idle() implements LaneScreen {}

    /// Nobody has shown a pass, at a lane whose guests have one.
    record ShowPass() implements LaneScreen {}

    /// What was held up opens nothing; the words are for the guest and help no forger.
    record PassRefused(PassRefusal reason) implements LaneScreen {
        public PassRefused {
            requireNonNull(reason, "reason is null");
        }
    }

    /// Somebody is being looked at.
    ///
    /// @param advice what would help, in one sentence; `Look at the camera.` if nothing is wrong
    record LookHere(String advice) implements LaneScreen {
        public LookHere {
            requireNonNull(advice, "advice is null");
        }
    }

    /// The screen shows colours, and the face before it is filmed.
    record Light(LightChallenge challenge) implements LaneScreen {
        public Light {
            requireNonNull(challenge, "challenge is null");
        }
    }

    /// Several people stand in the capture zone.
    record OneAtATime() implements LaneScreen {}

    /// Recognised; before the gate opens somebody says how many of the guest's party come along.
    ///
    /// @param ask names this question
    /// @param most how many could
    record PartyAsked(UUID ask, int most) implements LaneScreen {
        public PartyAsked {
            requireNonNull(ask, "ask is null");
        }
    }

    /// The gate is open for one of several who come together.
    ///
    /// @param number from 1
    /// @param of how many, with the guest who brings them
    record OneOfParty(int number, int of) implements LaneScreen {}

    /// Admitted, and the gate is open.
    record Welcome() implements LaneScreen {}

    /// The guest leaves, and that is on record.
    record Goodbye() implements LaneScreen {}

    /// What was held up is no ticket of this event.
    record CodeUnknown() implements LaneScreen {}

    /// The lane can decide nothing and is set to let everybody pass meanwhile.
    record FreePassage() implements LaneScreen {}

    /// Not recognised: the ordinary case of somebody who did not enrol. The ticket opens the lane as well.
    record AskTicket() implements LaneScreen {}

    /// Not recognised by a lane that searches only guests of one entrance: the guest may be at the wrong one.
    record AskEntrance(String entrance) implements LaneScreen {
        public AskEntrance {
            requireNonNull(entrance, "entrance is null");
        }
    }

    /// A steward comes and helps.
    record AskSteward(ReferReason reason) implements LaneScreen {
        public AskSteward {
            requireNonNull(reason, "reason is null");
        }
    }

    /// What the screen says to whoever's turn has ended like this.
    ///
    /// @param entrance the only one whose guests the lane searches
    static LaneScreen of(Ending ending, Optional<String> entrance) {
        return switch (ending) {
            case Ending.LetIn _ -> new Welcome();
            case Ending.LetOut _ -> new Goodbye();
            case Ending.CodeUnknown _ -> new CodeUnknown();
            case Ending.Referred(ReferReason reason, Optional<TicketId> _) -> new AskSteward(reason);
            case Ending.TicketAsked _ -> new AskTicket();
            case Ending.Unrecognised _ ->
                entrance.<LaneScreen>map(AskEntrance::new).orElseGet(AskTicket::new);
        };
    }

    /// The lane recognises nobody for the moment; tickets are used.
    record NotRecognising(Why why) implements LaneScreen {
        public NotRecognising {
            requireNonNull(why, "why is null");
        }
    }
}
