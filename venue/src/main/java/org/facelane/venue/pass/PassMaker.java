package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Reference;
import org.facelane.venue.Event;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.pass.PassContents.Carried;

/// Makes passes of one event. Costs a few tenths of a millisecond each; keeps nothing. Immutable and thread-safe.
public final class PassMaker {
    private final Event event;
    private final EventKeys keys;

    public PassMaker(Event event, EventKeys keys) {
        this.event = requireNonNull(event, "event is null");
        this.keys = requireNonNull(keys, "keys is null");
        if (!keys.event().equals(event.id())) {
            throw new IllegalArgumentException("the keys of event " + keys.event() + " make no passes of another");
        }
    }

    /// A pass, and what the server keeps of the template.
    ///
    /// @param sealed the template that only this pass opens, in a `SEALED` event; in a `PASS` event nothing is kept
    public record Made(Pass pass, Optional<byte[]> sealed) {
        public Made {
            requireNonNull(pass, "pass is null");
            requireNonNull(sealed, "sealed is null");
        }
    }

    /// @param reference the guest's template and the identifier by which the server knows the pass
    /// @param now from when it is valid; it ends with the event
    /// @throws IllegalArgumentException if the event's templates lie in a gallery
    public Made make(TicketId ticket, Reference reference, Instant now) {
        return switch (event.mode()) {
            case PASS -> {
                CompactTemplate compact = CompactTemplate.of(reference.template());
                try {
                    yield new Made(write(ticket, new Carried.Face(compact), now), Optional.empty());
                } finally {
                    compact.overwrite();
                }
            }
            case SEALED -> {
                SealingSecret secret = SealingSecret.draw();
                yield new Made(
                        write(ticket, new Carried.Secret(secret), now),
                        Optional.of(secret.seal(reference.template(), reference.id(), keys.passKey())));
            }
            case HANDS_FREE ->
                throw new IllegalArgumentException("a guest of a " + Mode.HANDS_FREE + " event has no pass");
        };
    }

    private Pass write(TicketId ticket, Carried carried, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        byte[] plain = new PassContents(ticket, from, validUntil(from), carried).write();
        try {
            return new Pass(PassText.write(
                    Cose.sign(Cose.encrypt(plain, keys.passKey(), event.id()), keys.signing(), event.id())));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The end of the event; for somebody who enrols afterwards, the end of everything biometric.
    private Instant validUntil(Instant from) {
        return event.endsAt().isAfter(from) ? event.endsAt() : event.eraseAfter();
    }
}
