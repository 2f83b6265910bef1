package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;

/// An [AdmissionOutcome] in a form that travels.
public record AdmitAnswer(
        Kind kind, Optional<UUID> admission, Optional<Instant> at, Optional<UUID> lane, Optional<ReferReason> reason) {
    /// Which outcome.
    public enum Kind {
        ADMITTED,
        ALREADY_ADMITTED,
        NOT_ADMISSIBLE,
        NOT_FOUND
    }

    public AdmitAnswer {
        requireNonNull(kind, "kind is null");
        requireNonNull(admission, "admission is null");
        requireNonNull(at, "at is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(reason, "reason is null");
    }

    public static AdmitAnswer of(AdmissionOutcome outcome) {
        return switch (outcome) {
            case AdmissionOutcome.Admitted(Admission admission) -> admitted(admission);
            case AdmissionOutcome.AdmittedHereJustNow(Admission admission) -> admitted(admission);
            case AdmissionOutcome.AlreadyAdmitted(Instant when, Optional<LaneId> where) ->
                new AdmitAnswer(
                        Kind.ALREADY_ADMITTED,
                        Optional.empty(),
                        Optional.of(when),
                        where.map(LaneId::value),
                        Optional.empty());
            case AdmissionOutcome.NotAdmissible(ReferReason reason) ->
                new AdmitAnswer(
                        Kind.NOT_ADMISSIBLE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason));
            case AdmissionOutcome.NotFound _ ->
                new AdmitAnswer(Kind.NOT_FOUND, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    /// @throws IllegalArgumentException if something is missing
    public AdmissionOutcome outcome(TicketId ticket, LaneId asking) {
        return switch (kind) {
            case ADMITTED ->
                new AdmissionOutcome.Admitted(
                        new Admission(new AdmissionId(needed(admission)), ticket, Optional.of(asking), needed(at)));
            case ALREADY_ADMITTED -> new AdmissionOutcome.AlreadyAdmitted(needed(at), lane.map(LaneId::new));
            case NOT_ADMISSIBLE -> new AdmissionOutcome.NotAdmissible(needed(reason));
            case NOT_FOUND -> new AdmissionOutcome.NotFound();
        };
    }

    private static AdmitAnswer admitted(Admission admission) {
        return new AdmitAnswer(
                Kind.ADMITTED,
                Optional.of(admission.id().value()),
                Optional.of(admission.admittedAt()),
                Optional.empty(),
                Optional.empty());
    }

    private static <T> T needed(Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("the answer is not whole"));
    }
}
