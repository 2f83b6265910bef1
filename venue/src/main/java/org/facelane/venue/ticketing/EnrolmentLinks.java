package org.facelane.venue.ticketing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.LinkMac;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.TicketStore;

/// Links by which guests reach their enrolment page, each bound to one ticket.
///
/// A link's token is 55 characters that are safe in an address: format, ticket, expiry in seconds, generation, and the
/// [LinkMac] of these by the event's link key. No list of links is kept: a ticket's generation, raised by [#revoke],
/// makes all its earlier links worthless, and with the event's keys every link of the event goes. Safe for use by
/// several threads.
public final class EnrolmentLinks {
    private static final byte FORMAT = 1;
    private static final int SIGNED_BYTES = 1 + 16 + 4 + 4;
    private static final int TOKEN_LENGTH = 55;

    private final Database database;
    private final MasterKey master;

    public EnrolmentLinks(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// A token for a ticket.
    ///
    /// @param token for the address of the enrolment page
    public record Link(Ticket ticket, String token, Instant expiresAt) {
        public Link {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(token, "token is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }

        /// Never the token: it opens the guest's enrolment.
        @Override
        public String toString() {
            return "Link[" + ticket.id() + ", until " + expiresAt + "]";
        }
    }

    /// What a token says.
    public sealed interface Reading {
        /// The bearer may enrol with this ticket, and withdraw.
        record Valid(TicketId ticket) implements Reading {}

        /// It was good until then.
        record Expired(Instant at) implements Reading {}

        /// The organiser has taken it back.
        record Revoked() implements Reading {}

        /// No link of ours, or not copied whole.
        record Forged() implements Reading {}
    }

    private record Claims(TicketId ticket, Instant expiresAt, int generation, byte[] signed, byte[] signature) {}

    /// A link for the ticket; links given out before stay good.
    ///
    /// @param expiresAt to the second
    /// @return empty if there is no such ticket, or its event's keys are destroyed
    public Optional<Link> issue(TicketId id, Instant expiresAt) {
        return database.read(tx -> {
            Optional<Ticket> ticket = TicketStore.find(tx, id);
            if (ticket.isEmpty()) {
                return Optional.empty();
            }
            int generation = TicketStore.linkGeneration(tx, id).orElseThrow();
            return EventKeyStore.find(tx, ticket.get().event(), master)
                    .map(keys -> link(ticket.get(), expiresAt, generation, keys));
        });
    }

    /// A link for every valid ticket of the event whose holder is not enrolled, ordered by code; none once the
    /// event's keys are destroyed. 100,000 take a second.
    public List<Link> issueAll(EventId event, Instant expiresAt) {
        return database.read(tx -> {
            List<Link> links = new ArrayList<>();
            Optional<EventKeys> keys = EventKeyStore.find(tx, event, master);
            if (keys.isPresent()) {
                for (TicketStore.Enrollable enrollable : TicketStore.enrollable(tx, event)) {
                    links.add(link(enrollable.ticket(), expiresAt, enrollable.linkGeneration(), keys.get()));
                }
            }
            return links;
        });
    }

    /// Makes every link given out for the ticket worthless.
    ///
    /// @param actor who asks, as the audit log names it
    /// @return false if there is no such ticket
    public boolean revoke(TicketId id, String actor, Instant now) {
        return database.transact(tx -> {
            boolean raised = TicketStore.raiseLinkGeneration(tx, id);
            if (raised) {
                AuditLog.write(tx, new AuditLog.Line(now, actor, "revoked links", "ticket " + id));
            }
            return raised;
        });
    }

    /// What a token says; no token makes this fail.
    public Reading read(String token, Instant now) {
        Optional<Claims> claims = parse(token);
        return claims.isEmpty() ? new Reading.Forged() : database.<Reading>read(tx -> judge(tx, claims.get(), now));
    }

    private Reading judge(Connection tx, Claims claims, Instant now) throws SQLException {
        Optional<Ticket> ticket = TicketStore.find(tx, claims.ticket());
        if (ticket.isEmpty()) {
            return new Reading.Forged();
        }
        Optional<EventKeys> keys = EventKeyStore.find(tx, ticket.get().event(), master);
        if (keys.isEmpty()) {
            return new Reading.Expired(claims.expiresAt());
        }
        if (!MessageDigest.isEqual(LinkMac.of(keys.get().linkKey(), claims.signed()), claims.signature())) {
            return new Reading.Forged();
        }
        if (!now.isBefore(claims.expiresAt())) {
            return new Reading.Expired(claims.expiresAt());
        }
        OptionalInt generation = TicketStore.linkGeneration(tx, claims.ticket());
        return generation.isPresent() && generation.getAsInt() == claims.generation()
                ? new Reading.Valid(claims.ticket())
                : new Reading.Revoked();
    }

    private static Link link(Ticket ticket, Instant expiresAt, int generation, EventKeys keys) {
        UUID id = ticket.id().value();
        long seconds = expiresAt.getEpochSecond();
        if (seconds < 0 || seconds > 0xffff_ffffL) {
            throw new IllegalArgumentException("a link expires between 1970 and 2106, got " + expiresAt);
        }
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(FORMAT)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt((int) seconds)
                .putInt(generation)
                .array();
        byte[] bytes = Arrays.copyOf(signed, SIGNED_BYTES + LinkMac.BYTES);
        System.arraycopy(LinkMac.of(keys.linkKey(), signed), 0, bytes, SIGNED_BYTES, LinkMac.BYTES);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Link(ticket, token, Instant.ofEpochSecond(seconds));
    }

    private static Optional<Claims> parse(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != SIGNED_BYTES + LinkMac.BYTES || buffer.get() != FORMAT) {
            return Optional.empty();
        }
        return Optional.of(new Claims(
                new TicketId(new UUID(buffer.getLong(), buffer.getLong())),
                Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt())),
                buffer.getInt(),
                Arrays.copyOf(bytes, SIGNED_BYTES),
                Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length)));
    }
}
