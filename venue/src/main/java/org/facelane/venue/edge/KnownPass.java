package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.TicketId;

/// What an agent is told of a pass: which it is, and whose while it stands in the lane's slice. Sealed under way and on
/// its disk.
///
/// ```
/// withdrawn   hash (32 bytes)
/// elsewhere   hash · 1 byte
/// stands      hash · ticket (16) · the sealed template, only in a SEALED event
/// ```
///
/// @param hash of the pass's text
/// @param elsewhere whether it stands in another slice only
/// @param ticket empty unless it stands here
/// @param template as the server keeps it: only the pass opens it
public record KnownPass(byte[] hash, boolean elsewhere, Optional<TicketId> ticket, Optional<byte[]> template) {
    private static final int HASH_BYTES = 32;
    private static final int ELSEWHERE_BYTES = HASH_BYTES + 1;
    private static final int TICKET_BYTES = 16;

    public KnownPass {
        if (requireNonNull(hash, "hash is null").length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash has " + HASH_BYTES + " bytes, got " + hash.length);
        }
        requireNonNull(ticket, "ticket is null");
        requireNonNull(template, "template is null");
        if (ticket.isEmpty() && template.isPresent()) {
            throw new IllegalArgumentException("of a pass that was withdrawn no template is kept");
        }
        if (elsewhere && ticket.isPresent()) {
            throw new IllegalArgumentException("whose a pass is that stands elsewhere is not told");
        }
    }

    /// Withdrawn or replaced.
    public static KnownPass withdrawn(byte[] hash) {
        return new KnownPass(hash, false, Optional.empty(), Optional.empty());
    }

    /// Stands in the slice of another entrance, or of another hour.
    public static KnownPass elsewhere(byte[] hash) {
        return new KnownPass(hash, true, Optional.empty(), Optional.empty());
    }

    /// Stands here.
    public static KnownPass standing(byte[] hash, TicketId ticket, Optional<byte[]> template) {
        return new KnownPass(hash, false, Optional.of(ticket), template);
    }

    public byte[] bytes() {
        if (elsewhere) {
            return Arrays.copyOf(hash, ELSEWHERE_BYTES);
        }
        ByteBuffer out = ByteBuffer.allocate(
                HASH_BYTES + TICKET_BYTES + template.map(bytes -> bytes.length).orElse(0));
        out.put(hash);
        ticket.ifPresent(id -> out.putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits()));
        template.ifPresent(out::put);
        return Arrays.copyOf(out.array(), out.position());
    }

    /// What [#bytes] wrote.
    ///
    /// @throws IllegalArgumentException if it is too short
    public static KnownPass of(byte[] bytes) {
        if (bytes.length == HASH_BYTES) {
            return withdrawn(bytes);
        }
        if (bytes.length == ELSEWHERE_BYTES) {
            return elsewhere(Arrays.copyOf(bytes, HASH_BYTES));
        }
        if (bytes.length < HASH_BYTES + TICKET_BYTES) {
            throw new IllegalArgumentException("a pass is known by more than " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] hash = new byte[HASH_BYTES];
        in.get(hash);
        TicketId ticket = new TicketId(new UUID(in.getLong(), in.getLong()));
        byte[] template = new byte[in.remaining()];
        in.get(template);
        return standing(hash, ticket, Optional.of(template).filter(kept -> kept.length > 0));
    }

    /// Never what it says.
    @Override
    public String toString() {
        return ticket.map(id -> "KnownPass[ticket " + id + "]")
                .orElse(elsewhere ? "KnownPass[elsewhere]" : "KnownPass[withdrawn]");
    }
}
