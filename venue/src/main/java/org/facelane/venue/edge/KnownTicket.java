package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.SyncAnswer.Companion;

/// What an agent's lane must know of a ticket: neither a name nor the code. Of one whose guest is in its gallery it is
/// told so as it is; any other is sealed under way and in the agent's memory, so that only the code opens it.
///
/// @param admittedAt when it was let in last; empty if it never was
/// @param admittedBy by which lane; empty if a steward did
/// @param leftAt when its guest went out again; empty while somebody is inside on it
/// @param party the further tickets that its guest may bring, in their order, at most 255
public record KnownTicket(
        UUID ticket,
        Optional<String> entrance,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        Ticket.Status status,
        Optional<Instant> admittedAt,
        Optional<UUID> admittedBy,
        Optional<Instant> leftAt,
        List<Companion> party) {
    public KnownTicket {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(entrance, "entrance is null");
        requireNonNull(validFrom, "validFrom is null");
        requireNonNull(validUntil, "validUntil is null");
        requireNonNull(status, "status is null");
        requireNonNull(admittedAt, "admittedAt is null");
        requireNonNull(admittedBy, "admittedBy is null");
        requireNonNull(leftAt, "leftAt is null");
        party = List.copyOf(party);
    }

    public TicketId id() {
        return new TicketId(ticket);
    }

    /// The same ticket with what its guest may bring.
    public KnownTicket with(List<Companion> companions) {
        return new KnownTicket(
                ticket, entrance, validFrom, validUntil, status, admittedAt, admittedBy, leftAt, companions);
    }

    /// The ticket as far as an agent knows it; its id stands for its code.
    public Ticket of(EventId event) {
        return new Ticket(
                id(),
                event,
                ticket.toString(),
                Optional.empty(),
                Optional.empty(),
                entrance,
                validFrom,
                validUntil,
                status);
    }

    /// Some fifty bytes for a ticket that was never let in, to be sealed.
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            write(out, ticket, entrance, validFrom, validUntil, status);
            writeTime(out, admittedAt);
            out.writeBoolean(admittedBy.isPresent());
            if (admittedBy.isPresent()) {
                writeId(out, admittedBy.get());
            }
            writeTime(out, leftAt);
            out.writeByte(party.size());
            for (Companion each : party) {
                write(out, each.ticket(), each.entrance(), each.validFrom(), each.validUntil(), each.status());
                out.writeBoolean(each.used());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What [#bytes] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static KnownTicket of(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            Companion itself = readTicket(in);
            Optional<Instant> admittedAt = readTime(in);
            Optional<UUID> admittedBy = in.readBoolean() ? Optional.of(readId(in)) : Optional.empty();
            Optional<Instant> leftAt = readTime(in);
            int count = in.readUnsignedByte();
            List<Companion> party = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Companion each = readTicket(in);
                party.add(in.readBoolean() ? used(each) : each);
            }
            return new KnownTicket(
                    itself.ticket(),
                    itself.entrance(),
                    itself.validFrom(),
                    itself.validUntil(),
                    itself.status(),
                    admittedAt,
                    admittedBy,
                    leftAt,
                    party);
        } catch (IOException e) {
            throw new IllegalArgumentException("not what is known of a ticket", e);
        }
    }

    private static void write(
            DataOutput out,
            UUID ticket,
            Optional<String> entrance,
            Optional<Instant> from,
            Optional<Instant> until,
            Ticket.Status status)
            throws IOException {
        writeId(out, ticket);
        out.writeUTF(entrance.orElse(""));
        out.writeBoolean(entrance.isPresent());
        writeTime(out, from);
        writeTime(out, until);
        out.writeUTF(status.name());
    }

    private static Companion readTicket(DataInput in) throws IOException {
        UUID ticket = readId(in);
        String entrance = in.readUTF();
        Optional<String> only = in.readBoolean() ? Optional.of(entrance) : Optional.empty();
        return new Companion(ticket, only, readTime(in), readTime(in), Ticket.Status.valueOf(in.readUTF()), false);
    }

    private static Companion used(Companion each) {
        return new Companion(each.ticket(), each.entrance(), each.validFrom(), each.validUntil(), each.status(), true);
    }

    private static void writeId(DataOutput out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readId(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    /// To the microsecond, as the database has it.
    private static void writeTime(DataOutput out, Optional<Instant> at) throws IOException {
        out.writeBoolean(at.isPresent());
        if (at.isPresent()) {
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at.get()));
        }
    }

    private static Optional<Instant> readTime(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS)) : Optional.empty();
    }
}
