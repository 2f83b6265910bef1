package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.CompactTemplate;
import org.facelane.venue.TicketId;

/// What a pass says once it is opened.
///
/// @param ticket whose it is
/// @param validFrom from when it opens a lane, to the second
/// @param validUntil from when it opens none any more, to the second
/// @param carried the template itself, or the secret that opens it on the server
record PassContents(TicketId ticket, Instant validFrom, Instant validUntil, Carried carried) {
    private static final int TEMPLATE = 1;
    private static final int SECRET = 2;

    /// Types of CBOR, where they stand in a value's first byte.
    private static final int UNSIGNED = 0;

    private static final int NEGATIVE = 1 << 5;
    private static final int BYTES = 2 << 5;
    private static final int ARRAY = 4 << 5;

    PassContents {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(carried, "carried is null");
        if (!validUntil.isAfter(validFrom)) {
            throw new IllegalArgumentException("a pass is valid until after it is valid from");
        }
    }

    /// The two kinds of pass.
    sealed interface Carried {
        /// `PASS`: the template is in the guest's hand and nowhere else.
        record Face(CompactTemplate template) implements Carried {
            public Face {
                requireNonNull(template, "template is null");
            }
        }

        /// `SEALED`: the server has the template, and only this opens it.
        record Secret(SealingSecret secret) implements Carried {
            public Secret {
                requireNonNull(secret, "secret is null");
            }
        }
    }

    /// By hand, because the library keeps copies of what it writes, which would lie about in memory when a pass has
    /// been made; [#read] takes it by the library.
    byte[] write() {
        int kind = switch (carried) {
            case Carried.Face _ -> TEMPLATE;
            case Carried.Secret _ -> SECRET;
        };
        byte[] body = switch (carried) {
            case Carried.Face(CompactTemplate template) -> template.toBytes();
            case Carried.Secret(SealingSecret secret) -> secret.bytes();
        };
        ByteBuffer out = ByteBuffer.allocate(64 + body.length);
        try {
            head(out, ARRAY, 5);
            head(out, UNSIGNED, kind);
            head(out, BYTES, 16);
            out.putLong(ticket.value().getMostSignificantBits())
                    .putLong(ticket.value().getLeastSignificantBits());
            number(out, validFrom.getEpochSecond());
            number(out, validUntil.getEpochSecond());
            head(out, BYTES, body.length);
            out.put(body);
            return Arrays.copyOf(out.array(), out.position());
        } finally {
            Arrays.fill(body, (byte) 0);
            Arrays.fill(out.array(), (byte) 0);
        }
    }

    private static void number(ByteBuffer out, long value) {
        if (value < 0) {
            head(out, NEGATIVE, -1 - value);
        } else {
            head(out, UNSIGNED, value);
        }
    }

    /// The first bytes of a value, as short as they can be (RFC 8949, 3).
    private static void head(ByteBuffer out, int type, long value) {
        if (value < 24) {
            out.put((byte) (type | value));
        } else if (value <= 0xff) {
            out.put((byte) (type | 24)).put((byte) value);
        } else if (value <= 0xffff) {
            out.put((byte) (type | 25)).putShort((short) value);
        } else if (value <= 0xffff_ffffL) {
            out.put((byte) (type | 26)).putInt((int) value);
        } else {
            out.put((byte) (type | 27)).putLong(value);
        }
    }

    /// @return empty if these are no contents as [#write] writes them
    static Optional<PassContents> read(byte[] bytes) {
        return Cbor.array(
                        bytes,
                        CBORType.Integer,
                        CBORType.ByteString,
                        CBORType.Integer,
                        CBORType.Integer,
                        CBORType.ByteString)
                .flatMap(PassContents::read);
    }

    private static Optional<PassContents> read(CBORObject read) {
        byte[] ticket = read.get(1).GetByteString();
        byte[] body = read.get(4).GetByteString();
        if (ticket.length != 16
                || !read.get(0).AsNumber().CanFitInInt32()
                || !read.get(2).AsNumber().CanFitInInt64()
                || !read.get(3).AsNumber().CanFitInInt64()) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(ticket);
        try {
            Carried carried = switch (read.get(0).AsInt32Value()) {
                case TEMPLATE -> new Carried.Face(CompactTemplate.fromBytes(body));
                case SECRET -> new Carried.Secret(SealingSecret.of(body));
                default -> throw new IllegalArgumentException("no kind of pass");
            };
            return Optional.of(new PassContents(
                    new TicketId(new UUID(id.getLong(), id.getLong())),
                    Instant.ofEpochSecond(read.get(2).AsInt64Value()),
                    Instant.ofEpochSecond(read.get(3).AsInt64Value()),
                    carried));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
