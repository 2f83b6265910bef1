package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.CameraChanged;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.pass.PassRefusal;

/// How a turn at a lane ends, as the demo expects it and as it happened.
///
/// @param says for the table
/// @param ticket whose it was, where the lane knows
record Happening(String says, Optional<TicketId> ticket) {
    /// Nothing was decided in time.
    static final Happening NOTHING = new Happening("nothing", Optional.empty());

    static final Happening UNRECOGNISED = new Happening("unrecognised: asked for the ticket", Optional.empty());

    private static final Happening TICKET_ASKED = new Happening("a suspicion: asked for the ticket", Optional.empty());

    Happening {
        requireNonNull(says, "says is null");
        requireNonNull(ticket, "ticket is null");
    }

    static Happening admitted(TicketId ticket) {
        return new Happening("admitted", Optional.of(ticket));
    }

    static Happening referred(ReferReason reason, Optional<TicketId> ticket) {
        return new Happening(
                "to a steward: " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), ticket);
    }

    /// The screen says that a pass opens nothing, and why.
    static Happening told(PassRefusal reason) {
        return new Happening("told: " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), Optional.empty());
    }

    static Happening of(LaneEvent event) {
        return switch (event) {
            case TurnEnded ended -> of(ended.ending());
            case ScreenChanged(LaneScreen screen, Instant _) ->
                screen instanceof LaneScreen.PassRefused(PassRefusal reason) ? told(reason) : NOTHING;
            case CameraChanged _ -> NOTHING;
        };
    }

    private static Happening of(Ending ending) {
        return switch (ending) {
            case Ending.LetIn(Admission admission) -> admitted(admission.ticket());
            case Ending.Referred(ReferReason reason, Optional<TicketId> ticket) -> referred(reason, ticket);
            case Ending.LetOut(TicketId ticket) -> new Happening("left", Optional.of(ticket));
            case Ending.CodeUnknown _ -> new Happening("a code that is no ticket", Optional.empty());
            case Ending.TicketAsked _ -> TICKET_ASKED;
            case Ending.Unrecognised _ -> UNRECOGNISED;
        };
    }
}
