package org.facelane.venue.redeem;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;

/// The system that sells an event's tickets, as far as a door has to do with it. A third one is one more class that
/// implements this, and a line in whoever chooses.
///
/// Every call is safe to repeat: the nonce says that it is the same. A call answers within a few seconds or says that
/// nobody knows; it never throws because the other side is away. Implementations are safe for use by several threads.
public interface Ticketing {
    /// The lanes by whose devices it is asked and told; empty where nobody but us needs to know.
    List<LaneId> tellers();

    /// May this ticket enter now? Asked before the gate opens, after our own rules have said yes.
    TicketingAnswer enter(Redemption redemption);

    /// It has entered, whatever anybody thinks of it now: a guest whom a lane or a steward let in while nobody
    /// could be asked. It is to be on record there, with the time at which it happened.
    TicketingAnswer entered(Redemption redemption);

    /// Its guest has left.
    TicketingAnswer left(Redemption redemption);

    /// Nobody passed for the entry of this nonce: it is to be taken back, if it was ever made.
    TicketingAnswer annul(Redemption redemption);

    /// We did not let it in, and why.
    TicketingAnswer refused(Refusal refusal);

    /// A ticket that a door lets in or out.
    ///
    /// @param code as printed on the ticket
    /// @param lane by whose device it is told
    /// @param nonce of the entry or the exit
    /// @param at when it happened
    record Redemption(String code, LaneId lane, UUID nonce, Instant at) {
        public Redemption {
            requireNonNull(code, "code is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(nonce, "nonce is null");
            requireNonNull(at, "at is null");
        }
    }

    /// A ticket that a door did not let in.
    ///
    /// @param nonce of the refusal: told again it is the same
    record Refusal(String code, LaneId lane, UUID nonce, ReferReason reason, Instant at) {
        public Refusal {
            requireNonNull(code, "code is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(nonce, "nonce is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(at, "at is null");
        }

        Refusal by(LaneId teller) {
            return new Refusal(code, teller, nonce, reason, at);
        }
    }
}
