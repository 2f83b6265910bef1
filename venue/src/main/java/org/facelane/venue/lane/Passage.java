package org.facelane.venue.lane;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.ExitOutcome;
import org.facelane.venue.admission.ExitOutcome.Left;
import org.facelane.venue.admission.ExitOutcome.NotInside;
import org.facelane.venue.admission.ExitOutcome.Noted;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.store.DatabaseUnreachable;

/// The way from a recognised guest to an open gate, or to a steward, at one lane.
///
/// Each step is committed before the next begins; the diagram is in [Admissions]. Every method throws
/// [DatabaseUnreachable] if nothing is settled yet: the lane calls again with the same request.
final class Passage {
    private static final System.Logger LOG = System.getLogger(Passage.class.getName());

    private final Lane lane;
    private final LaneDesk desk;
    private final Gate gate;
    private final InstantSource clock;
    private final Doorway doorway;
    private final FreePassage free;

    Passage(Lane lane, LaneDesk desk, Gate gate, InstantSource clock) {
        this.lane = requireNonNull(lane, "lane is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.clock = requireNonNull(clock, "clock is null");
        doorway = desk.doorway(lane.id());
        free = new FreePassage(lane, desk, gate, doorway.whenUndecided(), clock);
    }

    Lane lane() {
        return lane;
    }

    LaneDesk desk() {
        return desk;
    }

    /// What the lane does about everybody while it can decide nothing.
    FreePassage free() {
        return free;
    }

    /// Admits, then opens the gate; at a way out, writes down that the guest leaves.
    Ending letIn(FaceAdmission request) {
        return doorway.direction() == Direction.OUT
                ? letOut(request.ticket(), request.nonce())
                : letIn(desk.admit(request, clock.instant()), request.ticket(), request.waited());
    }

    /// The same for whoever shows a ticket's code instead of a face.
    ///
    /// @param ticket whose code it is; empty if it is nobody's here
    /// @param nonce made once for each showing
    Ending letIn(String code, Optional<TicketId> ticket, UUID nonce) {
        if (ticket.isEmpty()) {
            return new Ending.CodeUnknown();
        }
        return doorway.direction() == Direction.OUT
                ? letOut(ticket.get(), nonce)
                : letIn(
                        desk.admit(new TicketAdmission(code, lane.id(), nonce), clock.instant()),
                        ticket.get(),
                        Duration.ZERO);
    }

    /// The further tickets that the guest of this one could bring in here now.
    List<TicketId> party(TicketId lead) {
        return doorway.direction() == Direction.OUT ? List.of() : desk.party(lead, clock.instant());
    }

    /// Lets one of a party in, after the guest who brings it.
    Ending letInAlong(AdmissionId lead, TicketId companion) {
        return letIn(desk.admitAlong(lead, companion, clock.instant()), companion, Duration.ZERO);
    }

    private Ending letIn(AdmissionOutcome outcome, TicketId ticket, Duration waited) {
        return switch (outcome) {
            case Admitted(Admission admission) -> openGate(admission, waited);
            case AdmittedHereJustNow(Admission admission) -> openGate(admission, waited);
            case AlreadyAdmitted _ -> refer(ReferReason.ALREADY_ADMITTED, Optional.of(ticket), waited);
            case NotAdmissible(ReferReason reason) -> refer(reason, Optional.of(ticket), waited);
            case NotFound _ -> new Ending.Unrecognised();
        };
    }

    /// Whoever leaves leaves, whatever is on record: no gate is commanded and nobody is referred.
    private Ending letOut(TicketId ticket, UUID nonce) {
        return switch (desk.leave(new ExitRequest(ticket, lane.id(), nonce), clock.instant())) {
            case Left _, NotInside _, Noted _ -> new Ending.LetOut(ticket);
            case ExitOutcome.NotFound _ -> new Ending.Unrecognised();
        };
    }

    /// Asks a steward.
    ///
    /// @param ticket whose turn it is, where that is known
    Ending refer(ReferReason reason, Optional<TicketId> ticket, Duration waited) {
        return refer(reason, ticket, Optional.empty(), waited);
    }

    /// Writes down that the lane may have been shown a picture, and does no more about it.
    ///
    /// @param ticket whose turn it is, where that is known
    void noteSuspicion(Optional<TicketId> ticket) {
        desk.noteSuspicion(lane.id(), ticket, clock.instant());
    }

    private Ending openGate(Admission admission, Duration waited) {
        if (!desk.claimGate(admission.id(), clock.instant())) {
            return gateDidNotOpen(admission, waited);
        }
        return switch (gate.open(admission)) {
            case Opened _ -> {
                recordOpened(admission);
                yield new Ending.LetIn(admission);
            }
            case NotOpened failure -> {
                LOG.log(WARNING, "lane {0}: {1}", lane.name(), failure.detail());
                yield gateDidNotOpen(admission, waited);
            }
        };
    }

    /// The guest is through; if this cannot be written now, [Admissions#settle] asks a steward to look.
    private void recordOpened(Admission admission) {
        try {
            desk.gateOpened(admission.id(), clock.instant());
        } catch (DatabaseUnreachable e) {
            LOG.log(
                    WARNING,
                    "lane " + lane.name() + ": the gate opened for admission " + admission.id()
                            + " but that could not be recorded",
                    e);
        }
    }

    private Ending gateDidNotOpen(Admission admission, Duration waited) {
        return refer(
                ReferReason.GATE_DID_NOT_OPEN, Optional.of(admission.ticket()), Optional.of(admission.id()), waited);
    }

    private Ending refer(
            ReferReason reason, Optional<TicketId> ticket, Optional<AdmissionId> admission, Duration waited) {
        Referral referral = new Referral(
                ReferralId.random(),
                lane.event(),
                lane.id(),
                reason,
                ticket,
                admission,
                Optional.of(waited),
                clock.instant());
        desk.refer(referral);
        return new Ending.Referred(reason, ticket);
    }
}
