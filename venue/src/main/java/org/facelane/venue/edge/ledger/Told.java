package org.facelane.venue.edge.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;

/// What the server is told of a ledger, when it can be told. Nothing more will be said of it.
public sealed interface Told {
    /// The number of the line with which it was complete.
    long number();

    /// A ticket was let in.
    ///
    /// @param byTicket whether by the ticket itself, not by a face
    /// @param gateOpened whether the gate said that it opened
    record Admission(
            long number,
            UUID nonce,
            TicketId ticket,
            Instant admittedAt,
            Duration waited,
            boolean byTicket,
            boolean gateOpened)
            implements Told {
        public Admission {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(admittedAt, "admittedAt is null");
            requireNonNull(waited, "waited is null");
        }
    }

    /// A steward was asked.
    record Referral(
            long number,
            ReferralId id,
            ReferReason reason,
            Optional<TicketId> ticket,
            Optional<Duration> waited,
            Instant at)
            implements Told {
        public Referral {
            requireNonNull(id, "id is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(waited, "waited is null");
            requireNonNull(at, "at is null");
        }
    }

    /// The lane may have been shown a picture.
    record Suspicion(long number, Optional<TicketId> ticket, Instant at) implements Told {
        public Suspicion {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(at, "at is null");
        }
    }

    /// The guest of a ticket went out.
    record Exit(long number, UUID nonce, TicketId ticket, Instant at) implements Told {
        public Exit {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(at, "at is null");
        }
    }

    /// The gate's sensor has seen somebody pass, or that nobody did.
    ///
    /// @param admission whose passage it was, if the gate knew: as the gate was given it, so one that the lane made
    ///     by itself by its nonce
    record Passage(long number, boolean passed, Optional<AdmissionId> admission, Instant at) implements Told {
        public Passage {
            requireNonNull(admission, "admission is null");
            requireNonNull(at, "at is null");
        }
    }

    /// Everybody could pass, because the lane could decide nothing.
    ///
    /// @param at until when
    record FreePassage(long number, Instant since, Instant at) implements Told {
        public FreePassage {
            requireNonNull(since, "since is null");
            requireNonNull(at, "at is null");
        }
    }
}
