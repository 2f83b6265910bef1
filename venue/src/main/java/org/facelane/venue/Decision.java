package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.face.Score;

/// What a lane does about the person in front of it.
public sealed interface Decision {
    /// The guest is recognised and nothing speaks against the ticket; whether it is admitted the database decides.
    record Admit(ReferenceId reference, TicketId ticket, Score score) implements Decision {
        public Admit {
            requireNonNull(reference, "reference is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(score, "score is null");
        }
    }

    /// A steward helps.
    ///
    /// @param ticket whose it is, where that is known
    record Refer(ReferReason reason, Optional<TicketId> ticket) implements Decision {
        public Refer {
            requireNonNull(reason, "reason is null");
            requireNonNull(ticket, "ticket is null");
        }
    }

    /// The ticket decides instead, as the lane is set for this reason; nobody is sent for.
    record AskTicket(ReferReason reason) implements Decision {
        public AskTicket {
            requireNonNull(reason, "reason is null");
        }
    }

    /// No candidate: the ordinary case of somebody who did not enrol. Nothing is kept; the screen asks for the
    /// ticket.
    record Unrecognised() implements Decision {}
}
