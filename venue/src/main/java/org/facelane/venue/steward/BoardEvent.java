package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;

/// One thing a steward's board shows. Only what a steward needs to help: no picture, no score, nobody who was not
/// recognised.
public sealed interface BoardEvent {
    /// Everything at once: the first event of a subscription, and again whenever a subscriber fell behind. It
    /// replaces whatever the board showed before.
    ///
    /// @param arrivals the latest, newest first
    /// @param referrals those open, oldest first
    record Snapshot(List<Arrival> arrivals, List<ReferralOpened> referrals, List<LaneChanged> lanes, Counts counts)
            implements BoardEvent {
        public Snapshot {
            arrivals = List.copyOf(arrivals);
            referrals = List.copyOf(referrals);
            lanes = List.copyOf(lanes);
            requireNonNull(counts, "counts is null");
        }
    }

    /// An enrolled guest came: admitted, or recognised and referred.
    sealed interface Arrival extends BoardEvent {
        /// When.
        Instant at();

        /// @param lane empty if a steward admitted the ticket away from a lane
        /// @param waited from the first usable picture to the decision; empty if a steward admitted the ticket
        /// @param hand who admitted it by hand and why; empty if a lane did
        record Admitted(
                AdmissionId id,
                Instant at,
                Optional<LaneId> lane,
                String ticketCode,
                Optional<String> holder,
                Optional<Duration> waited,
                Optional<Hand> hand)
                implements Arrival {}

        /// Who admitted a ticket by hand, and why.
        record Hand(String steward, String reason) {
            public Hand {
                requireNonNull(steward, "steward is null");
                requireNonNull(reason, "reason is null");
            }
        }

        /// An admission that does not stand any more: the ticket lets in again.
        ///
        /// @param id of the admission
        /// @param at when it was annulled
        record Annulled(AdmissionId id, Instant at, Optional<LaneId> lane, String ticketCode, Optional<String> holder)
                implements Arrival {}

        /// @param waited from the first usable picture to the decision, where a lane made one
        record Referred(
                ReferralId id,
                Instant at,
                LaneId lane,
                ReferReason reason,
                String ticketCode,
                Optional<String> holder,
                Optional<Duration> waited)
                implements Arrival {}
    }

    /// A lane asks for a steward.
    ///
    /// @param note what the ticketing system says about the ticket
    /// @param ticketCode empty if the lane does not know whose turn it is
    record ReferralOpened(
            ReferralId id,
            Instant at,
            LaneId lane,
            ReferReason reason,
            Optional<String> note,
            Optional<String> ticketCode,
            Optional<String> holder)
            implements BoardEvent {
        /// How the board shows it.
        public HelpKind kind() {
            return HelpKind.of(reason);
        }
    }

    /// A steward has helped.
    record ReferralResolved(ReferralId id, Instant at, String by) implements BoardEvent {}

    /// A lane is in another state now.
    ///
    /// @param order empty if stewards have told it nothing
    record LaneChanged(LaneState lane, Optional<LaneOrder> order) implements BoardEvent {
        public LaneChanged {
            requireNonNull(lane, "lane is null");
            requireNonNull(order, "order is null");
        }
    }

    /// How many guests are enrolled, how many tickets admitted, how many referrals open.
    record Counts(long enrolled, long admitted, long referralsOpen) implements BoardEvent {}
}
