package org.facelane.venue.lane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.ExitOutcome;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway;

/// Where a lane has tickets admitted, and leaves what a steward must know: a server's lane with the database
/// ([DatabaseDesk]), an agent with its ledger.
///
/// Every method returns only when what it says is kept, so that no crash loses it, and throws
/// [org.facelane.venue.store.DatabaseUnreachable] if nothing is settled yet: the lane asks again, with the same nonce.
public interface LaneDesk {
    /// The ticket of the guest whose reference this is; empty once the guest has withdrawn.
    Optional<Ticket> ticketOf(ReferenceId reference);

    /// As [org.facelane.venue.admission.Admissions#admit] does.
    AdmissionOutcome admit(FaceAdmission request, Instant now);

    /// Takes the right to command the gate. Whoever gets `true` commands it, once; nobody else may.
    boolean claimGate(AdmissionId admission, Instant now);

    /// Records that the gate said it opened.
    void gateOpened(AdmissionId admission, Instant now);

    /// Asks a steward.
    void refer(Referral referral);

    /// Writes down that the lane may have been shown a picture.
    ///
    /// @param ticket whose turn it is, where that is known
    void noteSuspicion(LaneId lane, Optional<TicketId> ticket, Instant now);

    /// How people pass the lane; asked when it starts.
    default Doorway doorway(LaneId lane) {
        return Doorway.DEFAULT;
    }

    /// The only entrance whose guests the lane recognises, where the event's gallery is split by entrance; asked
    /// when somebody was not recognised.
    default Optional<String> searchesOnly(Lane lane) {
        return Optional.empty();
    }

    /// The ticket with this code at the lane's event, as far as the lane can know.
    Optional<TicketId> ticketOf(Lane lane, String code);

    /// As [org.facelane.venue.admission.Admissions#admit(TicketAdmission, Instant)] does.
    AdmissionOutcome admit(TicketAdmission request, Instant now);

    /// The further tickets that the guest of this one could bring in now; none where the lane cannot know.
    default List<TicketId> party(TicketId lead, Instant now) {
        return List.of();
    }

    /// As [org.facelane.venue.admission.Admissions#admitAlong] does.
    default AdmissionOutcome admitAlong(AdmissionId lead, TicketId companion, Instant now) {
        return new AdmissionOutcome.NotFound();
    }

    /// Writes down that the guest of a ticket has left.
    default ExitOutcome leave(ExitRequest request, Instant now) {
        return new ExitOutcome.NotFound();
    }

    /// Writes down that the lane let everybody pass, because it could decide nothing.
    default void noteFreePassage(LaneId lane, Instant since, Instant until) {}
}
