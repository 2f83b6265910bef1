package org.facelane.venue.steward;

import org.facelane.venue.ReferReason;

/// What a steward has to do with a referral: the board shows each kind in its own way. A new reason has to say here of
/// which kind it is.
public enum HelpKind {
    /// The guest's ticket has to be looked at.
    TICKET,
    /// The face alone does not say who it is.
    FACE,
    /// Somebody may show a picture of a guest.
    ATTACK,
    /// Something was admitted that should not have been; a lane that was apart found out later.
    CONFLICT,
    /// A guest was let in as they should be, and something is to be seen to.
    ATTENTION,
    /// The gate or the passage did not do what it should.
    GATE,
    /// The lane itself needs somebody.
    LANE;

    /// The kind of a reason.
    public static HelpKind of(ReferReason reason) {
        return switch (reason) {
            case ALREADY_ADMITTED,
                    TICKET_UNPAID,
                    TICKET_BLOCKED,
                    TICKET_CANCELLED,
                    TICKET_NOT_YET_VALID,
                    TICKET_EXPIRED,
                    LEFT_FOR_GOOD,
                    LEFT_JUST_NOW,
                    TICKET_NOT_NOW,
                    TICKETING_REFUSES,
                    TICKETING_DOES_NOT_KNOW,
                    TICKETING_RULES,
                    TICKETING_AMBIGUOUS,
                    TICKET_NOT_APPROVED,
                    TICKET_NOT_EXCHANGED,
                    TICKET_QUESTIONS_OPEN,
                    TICKET_PAYABLE,
                    OTHER_ENTRANCE -> TICKET;
            case LOOK_ALIKES, PASS_OF_SOMEBODY_ELSE -> FACE;
            case ATTACK_SUSPECTED, LOOKS_LIKE_A_PICTURE, SCREEN_PATTERN, FRAMED, FLICKERS, FLAT, LIGHT_CONTRADICTED ->
                ATTACK;
            case ADMITTED_TWICE -> CONFLICT;
            case TICKETING_ATTENTION -> ATTENTION;
            case GATE_DID_NOT_OPEN, PASSAGE_NOT_SEEN -> GATE;
            case SEVERAL_PEOPLE, TOO_DARK, PICTURE_UNUSABLE -> LANE;
        };
    }
}
