package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.TicketId;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.jspecify.annotations.Nullable;

/// The codes that are held up before a lane, and whom it has just let in.
///
/// Whoever was let in does not vanish: the gate takes a moment, the phone is still up, the face is still before the
/// camera. Whichever of the two is seen then, it is the same guest and no second entry: the answer stays, nothing is
/// admitted and no gate commanded. And nobody else's code opens the gate while it is open for somebody. Not
/// thread-safe: one a lane.
final class ShownTickets {
    /// A code that is seen again so soon is still held up.
    private static final Duration SAME_SHOWING = Duration.ofSeconds(3);

    /// So long after a guest who was let in was seen last, the guest may still be there.
    private static final Duration STILL_THERE = Duration.ofSeconds(10);

    private final Duration apart;
    private final Map<String, Shown> codes = new HashMap<>();
    private final Map<TicketId, LetIn> letIn = new HashMap<>();
    private Instant lastAt = Instant.EPOCH;

    /// @param apart how long the gate is left to one guest before it opens for another's code
    ShownTickets(Duration apart) {
        this.apart = requireNonNull(apart, "apart is null");
    }

    /// A code is seen.
    Shown see(String code, Instant at) {
        codes.values().removeIf(shown -> !isWithin(SAME_SHOWING, shown.seenAt, at));
        Shown shown = codes.computeIfAbsent(code, _ -> new Shown());
        shown.seenAt = at;
        shown.ticket.ifPresent(ticket -> isStillThere(ticket, at));
        return shown;
    }

    /// What is held up now is asked about anew.
    void forgetCodes() {
        codes.clear();
    }

    /// Whether the guest of a ticket whose code is held up has just been let in, by face or by code.
    boolean isStillThere(TicketId ticket, Instant at) {
        LetIn guest = there(ticket, at);
        if (guest == null) {
            return false;
        }
        guest.byCode = true;
        guest.seenAt = at;
        return true;
    }

    /// Whether the guest who is recognised has just been let in and has shown the ticket's code, before or since. A
    /// face that comes a second time and has shown no code is looked at like anybody's.
    boolean isStillThereWithCode(TicketId ticket, Instant at) {
        LetIn guest = there(ticket, at);
        return guest != null && guest.byCode && isStillThere(ticket, at);
    }

    /// Whether the gate is still somebody else's.
    boolean isGateTaken(Instant at) {
        return isWithin(apart, lastAt, at);
    }

    /// A turn has ended; only who was let in is kept.
    void ended(Ending ending, Instant at) {
        if (ending instanceof Ending.LetIn(Admission admission)) {
            letIn.values().removeIf(guest -> !isWithin(STILL_THERE, guest.seenAt, at));
            Optional<TicketId> ticket = Optional.of(admission.ticket());
            boolean byCode = codes.values().stream().anyMatch(shown -> shown.ticket.equals(ticket));
            letIn.put(admission.ticket(), new LetIn(at, byCode));
            lastAt = at;
        }
    }

    private @Nullable LetIn there(TicketId ticket, Instant at) {
        LetIn guest = letIn.get(ticket);
        return guest != null && isWithin(STILL_THERE, guest.seenAt, at) ? guest : null;
    }

    /// Whether so much time has not passed. A clock that was set back by more says that it has: nobody waits for
    /// it.
    static boolean isWithin(Duration most, Instant since, Instant at) {
        return Duration.between(since, at).abs().compareTo(most) < 0;
    }

    /// A code that is held up, and whether its answer is known.
    static final class Shown {
        private final UUID nonce = UUID.randomUUID();
        private Instant seenAt = Instant.EPOCH;
        private Optional<TicketId> ticket = Optional.empty();
        private boolean answered;

        /// One for as long as the code is held up.
        UUID nonce() {
            return nonce;
        }

        /// @param known whose code it is, if anybody's here
        Optional<TicketId> of(Optional<TicketId> known) {
            ticket = known;
            return known;
        }

        /// @param at when; a gate may have taken its time, in which nobody looked
        void answer(Instant at) {
            answered = true;
            seenAt = at;
        }

        boolean isAnswered() {
            return answered;
        }
    }

    private static final class LetIn {
        private Instant seenAt;
        private boolean byCode;

        private LetIn(Instant seenAt, boolean byCode) {
            this.seenAt = seenAt;
            this.byCode = byCode;
        }
    }
}
