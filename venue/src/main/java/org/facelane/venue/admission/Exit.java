package org.facelane.venue.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Lane;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.ExitOutcome.Left;
import org.facelane.venue.admission.ExitOutcome.NotFound;
import org.facelane.venue.admission.ExitOutcome.NotInside;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.TicketStore;

/// Writes down that the guest of a ticket has left.
final class Exit {
    private Exit() {}

    static ExitOutcome leave(Connection tx, ExitRequest request, Instant now) throws SQLException {
        Optional<Lane> lane = LaneStore.find(tx, request.lane()).map(LaneStore.Listed::lane);
        Optional<Ticket> ticket = TicketStore.hold(tx, request.ticket());
        if (lane.isEmpty()
                || ticket.isEmpty()
                || !ticket.get().event().equals(lane.get().event())) {
            return new NotFound();
        }
        Optional<Standing> before = AdmissionStore.byExitNonce(tx, request.nonce());
        if (before.isPresent()) {
            if (!before.get().made().admission().ticket().equals(request.ticket())) {
                throw new IllegalArgumentException("nonce " + request.nonce() + " was used for another exit");
            }
            return left(before.get());
        }
        Optional<Standing> inside = AdmissionStore.ofTicket(tx, request.ticket())
                .filter(standing -> standing.leftAt().isEmpty());
        if (inside.isEmpty()) {
            return new NotInside();
        }
        AdmissionStore.leave(
                tx, inside.get().made().admission().id(), Optional.of(request.lane()), request.nonce(), now);
        return left(AdmissionStore.byExitNonce(tx, request.nonce()).orElseThrow());
    }

    /// Takes in that a lane saw the guest leave while it could not ask. Whoever came in after that is not let out
    /// by it.
    static ExitOutcome merge(Connection tx, ExitRequest request, Instant at) throws SQLException {
        TicketStore.hold(tx, request.ticket());
        boolean cameLater = AdmissionStore.byExitNonce(tx, request.nonce()).isEmpty()
                && AdmissionStore.ofTicket(tx, request.ticket())
                        .filter(standing ->
                                at.isBefore(standing.made().admission().admittedAt()))
                        .isPresent();
        return cameLater ? new NotInside() : leave(tx, request, at);
    }

    /// The ticketing system has seen the guest of a ticket go out at a door of its own.
    static void elsewhere(Connection tx, TicketId ticket, UUID nonce, Instant at) throws SQLException {
        TicketStore.hold(tx, ticket);
        Optional<Standing> inside = AdmissionStore.ofTicket(tx, ticket)
                .filter(standing -> standing.leftAt().isEmpty())
                .filter(standing -> !at.isBefore(standing.made().admission().admittedAt()));
        if (inside.isPresent() && AdmissionStore.byExitNonce(tx, nonce).isEmpty()) {
            AdmissionStore.leave(tx, inside.get().made().admission().id(), Optional.empty(), nonce, at);
        }
    }

    private static Left left(Standing standing) {
        return new Left(standing.made().admission().id(), standing.leftAt().orElseThrow());
    }
}
