package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// One occasion with opening hours, its tickets and its gallery.
///
/// @param eraseAfter when everything biometric must be gone; not before the end
/// @param ages who may enrol; declared by guests
/// @param legalBasis present whenever the mode is [Mode#HANDS_FREE]
public record Event(
        EventId id,
        String name,
        String venue,
        Instant startsAt,
        Instant endsAt,
        Mode mode,
        Instant eraseAfter,
        Optional<LegalBasis> legalBasis,
        Consent.Rule ages) {
    /// With the usual ages.
    public Event(
            EventId id,
            String name,
            String venue,
            Instant startsAt,
            Instant endsAt,
            Mode mode,
            Instant eraseAfter,
            Optional<LegalBasis> legalBasis) {
        this(id, name, venue, startsAt, endsAt, mode, eraseAfter, legalBasis, Consent.Rule.DEFAULT);
    }

    public Event {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(venue, "venue is null");
        requireNonNull(mode, "mode is null");
        requireNonNull(ages, "ages is null");
        if (name.isBlank() || venue.isBlank()) {
            throw new IllegalArgumentException("an event has a name and a venue");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("an event ends after it starts: " + startsAt + " to " + endsAt);
        }
        if (eraseAfter.isBefore(endsAt)) {
            throw new IllegalArgumentException("the retention deadline is not before the end: " + eraseAfter);
        }
        if (mode == Mode.HANDS_FREE && legalBasis.isEmpty()) {
            throw new IllegalArgumentException("HANDS_FREE needs a legal basis on record: jurisdiction, DPIA reference,"
                    + " accountable person, text of the release");
        }
    }
}
