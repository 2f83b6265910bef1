package org.facelane.venue.edge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;

/// One line of a ledger.
///
/// As text: number, kind, time, the entry's fields, and the CRC-32C of all that, separated by single spaces. The form
/// is so strict that a line read is the line that was written, or is known to be damaged.
///
/// @param number counts up by one from line to line
/// @param at when it was written by the agent's clock, which follows the server's; to the millisecond
public record LedgerLine(long number, Instant at, LedgerEntry entry) {
    private static final String NOTHING = "-";

    public LedgerLine {
        if (number < 0) {
            throw new IllegalArgumentException("lines count from 0, got " + number);
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(entry, "entry is null");
    }

    /// The line as it stands in the file, without its end.
    public String text() {
        String body = number + " " + at + " " + fields(entry);
        return body + " " + checksum(body);
    }

    /// The line that [#text] wrote.
    ///
    /// @return empty if it is damaged
    public static Optional<LedgerLine> parse(String text) {
        int end = text.lastIndexOf(' ');
        if (end < 0 || !checksum(text.substring(0, end)).equals(text.substring(end + 1))) {
            return Optional.empty();
        }
        String[] parts = text.substring(0, end).split(" ", -1);
        try {
            LedgerLine line = new LedgerLine(Long.parseLong(parts[0]), Instant.parse(parts[1]), entry(parts));
            return Optional.of(line).filter(read -> read.text().equals(text));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String fields(LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Begun(UUID ledger) -> "BEGUN " + ledger;
            case LedgerEntry.Asked(UUID nonce, TicketId ticket) -> "ASKED " + nonce + " " + ticket;
            case LedgerEntry.Admitted(
                    UUID nonce,
                    TicketId ticket,
                    AdmissionId admission,
                    Duration waited,
                    boolean byTicket) ->
                (byTicket ? "TICKET-ADMITTED " : "ADMITTED ") + nonce + " " + ticket + " " + admission + " "
                        + waited.toMillis();
            case LedgerEntry.NotAdmitted(UUID nonce) -> "NOT-ADMITTED " + nonce;
            case LedgerEntry.Claimed(UUID nonce) -> "CLAIMED " + nonce;
            case LedgerEntry.Opened(UUID nonce) -> "OPENED " + nonce;
            case LedgerEntry.NotOpened(UUID nonce) -> "NOT-OPENED " + nonce;
            case LedgerEntry.Referred(
                    ReferralId id,
                    ReferReason reason,
                    Optional<TicketId> ticket,
                    Optional<Duration> waited) ->
                "REFERRED " + id + " " + reason + " " + optional(ticket) + " "
                        + optional(waited.map(Duration::toMillis));
            case LedgerEntry.Suspected(Optional<TicketId> ticket) -> "SUSPECTED " + optional(ticket);
            case LedgerEntry.Left(UUID nonce, TicketId ticket) -> "LEFT " + nonce + " " + ticket;
            case LedgerEntry.FreePassage(Instant since) -> "FREE-PASSAGE " + since;
            case LedgerEntry.Passage(boolean passed, Optional<AdmissionId> admission) ->
                (passed ? "PASSED " : "NOT-PASSED ") + optional(admission);
            case LedgerEntry.Merged(long upTo) -> "MERGED " + upTo;
        };
    }

    private static LedgerEntry entry(String[] parts) {
        String first = parts[3];
        return switch (parts[2]) {
            case "BEGUN" -> new LedgerEntry.Begun(UUID.fromString(first));
            case "ASKED" -> new LedgerEntry.Asked(UUID.fromString(first), ticket(parts[4]));
            case "ADMITTED", "TICKET-ADMITTED" ->
                new LedgerEntry.Admitted(
                        UUID.fromString(first),
                        ticket(parts[4]),
                        admission(parts[5]),
                        milliseconds(parts[6]),
                        parts[2].equals("TICKET-ADMITTED"));
            case "NOT-ADMITTED" -> new LedgerEntry.NotAdmitted(UUID.fromString(first));
            case "CLAIMED" -> new LedgerEntry.Claimed(UUID.fromString(first));
            case "OPENED" -> new LedgerEntry.Opened(UUID.fromString(first));
            case "NOT-OPENED" -> new LedgerEntry.NotOpened(UUID.fromString(first));
            case "REFERRED" ->
                new LedgerEntry.Referred(
                        new ReferralId(UUID.fromString(first)),
                        ReferReason.valueOf(parts[4]),
                        optional(parts[5], LedgerLine::ticket),
                        optional(parts[6], LedgerLine::milliseconds));
            case "SUSPECTED" -> new LedgerEntry.Suspected(optional(first, LedgerLine::ticket));
            case "LEFT" -> new LedgerEntry.Left(UUID.fromString(first), ticket(parts[4]));
            case "FREE-PASSAGE" -> new LedgerEntry.FreePassage(Instant.parse(first));
            case "PASSED" -> new LedgerEntry.Passage(true, optional(first, LedgerLine::admission));
            case "NOT-PASSED" -> new LedgerEntry.Passage(false, optional(first, LedgerLine::admission));
            case "MERGED" -> new LedgerEntry.Merged(Long.parseLong(first));
            default -> throw new IllegalArgumentException("no kind of line: " + parts[2]);
        };
    }

    private static TicketId ticket(String text) {
        return new TicketId(UUID.fromString(text));
    }

    private static AdmissionId admission(String text) {
        return new AdmissionId(UUID.fromString(text));
    }

    private static Duration milliseconds(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private static String optional(Optional<?> value) {
        return value.map(Object::toString).orElse(NOTHING);
    }

    private static <T> Optional<T> optional(String text, Function<String, T> reader) {
        return text.equals(NOTHING) ? Optional.empty() : Optional.of(reader.apply(text));
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(US_ASCII));
        return String.format("%08x", crc.getValue());
    }
}
