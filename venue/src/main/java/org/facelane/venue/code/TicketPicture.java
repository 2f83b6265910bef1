package org.facelane.venue.code;

import java.util.Optional;
import java.util.Set;
import org.facelane.face.image.DecodeFailure;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;
import org.facelane.face.image.ImageDecoder;

/// What a steward's phone saw of a ticket. CPU work: callers run it on platform threads. Keeps nothing. Safe for use by
/// several threads.
public final class TicketPicture {
    /// A phone sends what it shows, brought down.
    public static final int BYTES_MAX = 1_000_000;

    private static final DecodeLimits LIMITS = new DecodeLimits(BYTES_MAX, 3_000_000, 1, 1_280);

    private TicketPicture() {}

    /// The code on the ticket.
    ///
    /// @param picture JPEG, PNG or WebP
    /// @param tickets what the tickets carry, at least one
    /// @return empty if no code can be read, or it is no picture
    public static Optional<String> code(byte[] picture, Set<Symbology> tickets) {
        return switch (ImageDecoder.decode(picture, LIMITS)) {
            case Decoded decoded -> new CodeFinder(tickets).findTicket(decoded.image());
            case NotDecoded(DecodeFailure _) -> Optional.empty();
        };
    }
}
