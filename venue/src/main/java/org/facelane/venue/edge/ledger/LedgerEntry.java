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

/// What a line of the ledger says. It names tickets, never guests, and nothing about faces.
///
/// ```
/// Asked ──► Admitted ──► Claimed ──► Opened
///    │          └────────────┴─────► NotOpened
///    └────► NotAdmitted
/// ```
public sealed interface LedgerEntry {
    /// The first line of a file.
    ///
    /// @param ledger drawn with the first file; a file that takes its place carries it on
    record Begun(UUID ledger) implements LedgerEntry {
        public Begun {
            requireNonNull(ledger, "ledger is null");
        }
    }

    /// The server is about to be asked; whether it answers or not, the nonce stands for this admission.
    record Asked(UUID nonce, TicketId ticket) implements LedgerEntry {
        public Asked {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
        }
    }

    /// The ticket is let in.
    ///
    /// @param waited from the first usable picture to the decision, 0 or more
    /// @param byTicket whether by the ticket itself, not by a face
    record Admitted(UUID nonce, TicketId ticket, AdmissionId admission, Duration waited, boolean byTicket)
            implements LedgerEntry {
        public Admitted {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(admission, "admission is null");
            if (waited.isNegative()) {
                throw new IllegalArgumentException("nobody waits less than nothing, got " + waited);
            }
        }
    }

    /// The server was asked and said no, or nobody knows what it said and the guest has gone.
    record NotAdmitted(UUID nonce) implements LedgerEntry {
        public NotAdmitted {
            requireNonNull(nonce, "nonce is null");
        }
    }

    /// The gate is about to be commanded; nobody commands it again for this admission.
    record Claimed(UUID nonce) implements LedgerEntry {
        public Claimed {
            requireNonNull(nonce, "nonce is null");
        }
    }

    /// The gate said that it opened.
    record Opened(UUID nonce) implements LedgerEntry {
        public Opened {
            requireNonNull(nonce, "nonce is null");
        }
    }

    /// The gate did not open, or nobody knows whether it did.
    record NotOpened(UUID nonce) implements LedgerEntry {
        public NotOpened {
            requireNonNull(nonce, "nonce is null");
        }
    }

    /// A steward is asked.
    record Referred(ReferralId id, ReferReason reason, Optional<TicketId> ticket, Optional<Duration> waited)
            implements LedgerEntry {
        public Referred {
            requireNonNull(id, "id is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(waited, "waited is null");
        }
    }

    /// The lane may have been shown a picture.
    record Suspected(Optional<TicketId> ticket) implements LedgerEntry {
        public Suspected {
            requireNonNull(ticket, "ticket is null");
        }
    }

    /// The guest of the ticket went out.
    record Left(UUID nonce, TicketId ticket) implements LedgerEntry {
        public Left {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
        }
    }

    /// Everybody could pass, from then until this line was written, because the lane could decide nothing.
    record FreePassage(Instant since) implements LedgerEntry {
        public FreePassage {
            requireNonNull(since, "since is null");
        }
    }

    /// The gate's sensor has seen somebody pass, or that nobody did.
    ///
    /// @param admission whose passage it was, if the gate knew
    record Passage(boolean passed, Optional<AdmissionId> admission) implements LedgerEntry {
        public Passage {
            requireNonNull(admission, "admission is null");
        }
    }

    /// The server has taken in every line up to this number that it needs.
    record Merged(long upTo) implements LedgerEntry {
        public Merged {
            if (upTo < 0) {
                throw new IllegalArgumentException("lines count from 0, got " + upTo);
            }
        }
    }
}
