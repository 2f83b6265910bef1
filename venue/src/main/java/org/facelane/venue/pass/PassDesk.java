package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.CompactTemplate;
import org.facelane.face.ReferenceId;
import org.facelane.face.Threshold;
import org.facelane.venue.EventId;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.pass.PassContents.Carried;

/// Opens the passes that lanes are shown. Every code is judged by what its [Book] says at the moment; nothing of a code
/// is kept or logged. It reads passes and cannot make any. Safe for use by several threads if the book is.
public final class PassDesk {
    private final Book book;
    private final Duration clockSkew;
    private final Threshold threshold;

    /// What is known of an event's passes: a server asks its database ([DatabasePasses]), an agent what it was
    /// told.
    public interface Book {
        /// What reads the event's passes; empty once the event's keys are destroyed.
        Optional<PassKeys> keys(EventId event);

        /// What became of a genuine pass.
        Known find(Pass pass);
    }

    /// What is known of a pass.
    public sealed interface Known {
        /// It lets in.
        ///
        /// @param sealed the template that only the pass opens, in a `SEALED` event
        record Stands(ReferenceId id, TicketId ticket, Optional<byte[]> sealed) implements Known {
            public Stands {
                requireNonNull(id, "id is null");
                requireNonNull(ticket, "ticket is null");
                requireNonNull(sealed, "sealed is null");
            }
        }

        /// It lets in, and the lane holds nothing of it: it lies in the slice of another entrance, or of
        /// another hour.
        record Elsewhere() implements Known {}

        /// The guest has withdrawn, or had a new one made.
        record Withdrawn() implements Known {}

        /// It was never heard of.
        record Nothing() implements Known {}
    }

    /// @param clockSkew how far the clock that made a pass and the lane's may differ, 0 or more
    /// @param threshold from which score on a face is that of the pass
    public PassDesk(Book book, Duration clockSkew, Threshold threshold) {
        this.book = requireNonNull(book, "book is null");
        this.threshold = requireNonNull(threshold, "threshold is null");
        this.clockSkew = requireNonNull(clockSkew, "clockSkew is null");
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clocks differ by nothing or more, got " + clockSkew);
        }
    }

    /// About a millisecond for a genuine pass, besides what its book takes; anything else is not looked up.
    ///
    /// @param event of the lane
    /// @param text what the code says
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public PassAnswer answer(EventId event, String text, Instant now) {
        Optional<PassKeys> keys = book.keys(event);
        if (keys.isEmpty()) {
            return new PassAnswer.Refused(PassRefusal.EXPIRED);
        }
        return switch (new PassReader(keys.get(), clockSkew).read(text, now)) {
            case PassReading.Refused(PassRefusal reason) -> new PassAnswer.Refused(reason);
            case PassReading.Genuine(PassContents contents) -> known(contents, book.find(new Pass(text)), keys.get());
        };
    }

    private PassAnswer known(PassContents contents, Known known, PassKeys keys) {
        return switch (known) {
            case Known.Stands stands when stands.ticket().equals(contents.ticket()) -> claim(contents, stands, keys);
            case Known.Elsewhere _ -> new PassAnswer.Refused(PassRefusal.ELSEWHERE);
            case Known.Withdrawn _ -> new PassAnswer.Refused(PassRefusal.WITHDRAWN);
            case Known.Stands _, Known.Nothing _ -> new PassAnswer.Refused(PassRefusal.UNKNOWN);
        };
    }

    private PassAnswer claim(PassContents contents, Known.Stands stands, PassKeys keys) {
        Optional<CompactTemplate> template = switch (contents.carried()) {
            case Carried.Face(CompactTemplate carried) -> Optional.of(carried);
            case Carried.Secret(SealingSecret secret) ->
                stands.sealed().flatMap(stored -> secret.open(stored, stands.id(), keys.unsealing()));
        };
        return template.<PassAnswer>map(
                        opened -> new PassAnswer.Claimed(new Claim(stands.id(), contents.ticket(), opened, threshold)))
                .orElse(new PassAnswer.Refused(PassRefusal.FORGED));
    }
}
