package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.venue.GuestId;
import org.facelane.venue.pass.Pass;

/// What became of an [EnrolmentRequest].
public sealed interface EnrolmentOutcome {
    /// The guest is enrolled.
    ///
    /// @param eraseAfter when everything biometric is gone at the latest
    /// @param lookAlike whether a lane may take some other guest for this one, so that it asks for the ticket
    /// @param pass what the guest is to keep, where the event's mode has passes: it is nowhere else
    record Enrolled(GuestId guest, Instant eraseAfter, boolean lookAlike, Optional<Pass> pass)
            implements EnrolmentOutcome {
        public Enrolled {
            requireNonNull(pass, "pass is null");
            requireNonNull(guest, "guest is null");
            requireNonNull(eraseAfter, "eraseAfter is null");
        }
    }

    /// The picture gave no features (ISO/IEC 2382-37: failure to enrol).
    record FailureToEnrol(AcquisitionFailure reason) implements EnrolmentOutcome {
        public FailureToEnrol {
            requireNonNull(reason, "reason is null");
        }
    }

    /// What was asked for before the camera was not done, or not by one living person before a camera.
    record ChallengeFailed(ChallengeFailure reason) implements EnrolmentOutcome {
        public ChallengeFailed {
            requireNonNull(reason, "reason is null");
        }
    }

    /// This ticket cannot be enrolled, whatever the picture.
    record TicketRefused(Hindrance reason) implements EnrolmentOutcome {
        public TicketRefused {
            requireNonNull(reason, "reason is null");
        }
    }

    /// The consent text has changed since the guest read it; the guest reads the new one.
    record ConsentOutdated() implements EnrolmentOutcome {}

    /// What speaks against enrolling with a ticket, with the sentence that helps.
    enum Hindrance {
        TICKET_UNKNOWN("There is no such ticket.", "Ask the organiser for a new link."),
        TICKET_UNPAID("The ticket is not paid.", "Pay for it first, then open this link again."),
        TICKET_BLOCKED("The ticket is blocked.", "Ask the organiser."),
        TICKET_CANCELLED("The ticket was cancelled.", "Ask the organiser."),
        ALREADY_ENROLLED("This ticket is enrolled.", "There is nothing more to do; to enrol anew, withdraw first."),
        ENROLMENT_CLOSED("Enrolment for this event is closed.", "Come to the ticket lane with your ticket."),
        GUARDIAN_NOT_ENOUGH(
                "For this event every guest agrees alone, and nobody for somebody else.",
                "Come to the ticket lane with your ticket."),
        NOTHING_TO_RENEW("This ticket has no pass.", "Enrol first.");

        private final String says;
        private final String advice;

        Hindrance(String says, String advice) {
            this.says = says;
            this.advice = advice;
        }

        /// What is wrong, in one sentence.
        public String says() {
            return says;
        }

        /// What to do, in one sentence.
        public String advice() {
            return advice;
        }
    }
}
