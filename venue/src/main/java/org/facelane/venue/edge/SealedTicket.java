package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import org.facelane.venue.keys.TicketKey;

/// What is known of a ticket as it goes to an agent and as it is held there: found by the mark of its code, and opened
/// by the code.
///
/// @param mark in Base64; tells nobody the code
/// @param sealed a [KnownTicket], in Base64
public record SealedTicket(String mark, String sealed) {
    public SealedTicket {
        requireNonNull(mark, "mark is null");
        requireNonNull(sealed, "sealed is null");
    }

    /// @param code as printed on the ticket
    public static SealedTicket of(TicketKey key, String code, KnownTicket known) {
        TicketKey.Lock lock = key.lock(code);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SealedTicket(base64.encodeToString(lock.mark()), base64.encodeToString(lock.seal(known.bytes())));
    }

    public byte[] markBytes() {
        return Base64.getDecoder().decode(mark);
    }

    public byte[] sealedBytes() {
        return Base64.getDecoder().decode(sealed);
    }
}
