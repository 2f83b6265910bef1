package org.facelane.venue.proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.GuestId;
import org.facelane.venue.store.ErasureStore.Course;

/// What was erased, when each lane let go of it, and which keys are gone.
///
/// @param reference which template it was; the number names it and tells nothing about it
/// @param deletedAt when the template and its row were deleted
/// @param erasedAt when the last lane had let go
/// @param keysDestroyedAt when the event's keys were destroyed; empty while the event goes on for others
/// @param filesScrubbedAt when what deletion leaves behind in the database's own files was cleared away; empty if that
///     has not happened yet, or the database does not let Facelane do it
record ErasureCertificate(
        UUID certificate,
        String event,
        String venue,
        String guest,
        Optional<UUID> reference,
        String reason,
        List<String> whatWasErased,
        Instant deletedAt,
        Instant erasedAt,
        List<Lane> lanes,
        Optional<Instant> keysDestroyedAt,
        Optional<Instant> filesScrubbedAt,
        String whatIsNotCovered,
        Instant issuedAt) {
    private static final List<String> ERASED =
            List.of("the biometric template in the database", "the template in the memory of every lane that had it");
    private static final String NOT_COVERED =
            "Backups of the database that were made before may hold the template sealed"
                    + " under the event's key; they cannot be opened without the installation's master key.";

    /// @param how `ACKNOWLEDGED`: it recognises by a gallery without the guest; `LEFT`: it holds no gallery any
    ///     more
    record Lane(String lane, String node, String how, Instant at) {}

    static ErasureCertificate of(
            Event event,
            GuestId guest,
            Course course,
            List<Lane> lanes,
            Optional<Instant> keysDestroyedAt,
            Optional<Instant> filesScrubbedAt,
            Instant now) {
        return new ErasureCertificate(
                course.id(),
                event.name(),
                event.venue(),
                guest.toString(),
                course.reference(),
                course.reason().name(),
                ERASED,
                course.requestedAt(),
                course.erasedAt().orElseThrow(),
                lanes,
                keysDestroyedAt,
                filesScrubbedAt,
                NOT_COVERED,
                now);
    }
}
