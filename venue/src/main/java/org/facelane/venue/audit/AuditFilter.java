package org.facelane.venue.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;

/// Which lines somebody wants to see. A text fits if the line's contains it, whatever the case; an empty one fits all.
///
/// @param from the first instant that fits
/// @param until the first that does not
public record AuditFilter(Instant from, Instant until, String actor, String action, String subject) {
    /// Every line.
    public static final AuditFilter ALL =
            new AuditFilter(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), "", "", "");

    public AuditFilter {
        requireNonNull(from, "from is null");
        requireNonNull(until, "until is null");
        requireNonNull(actor, "actor is null");
        requireNonNull(action, "action is null");
        requireNonNull(subject, "subject is null");
    }

    boolean fits(AuditEntry entry) {
        return !entry.line().at().isBefore(from)
                && entry.line().at().isBefore(until)
                && contains(entry.line().actor(), actor)
                && contains(entry.line().action(), action)
                && contains(entry.line().subject(), subject);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
