package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import org.facelane.venue.Consent;
import org.facelane.venue.TicketId;

/// A guest asks to be enrolled.
///
/// @param ticket the guest's own, as the link in the guest's hands proves
/// @param consent the text that the guest saw and agreed to
/// @param picture a picture file as it arrived; not copied, never stored
/// @param renews whether somebody who has a pass wants a new one, which revokes it
public record EnrolmentRequest(TicketId ticket, Consent consent, byte[] picture, boolean renews) {
    public EnrolmentRequest {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(consent, "consent is null");
        requireNonNull(picture, "picture is null");
    }

    /// A first enrolment.
    public EnrolmentRequest(TicketId ticket, Consent consent, byte[] picture) {
        this(ticket, consent, picture, false);
    }

    /// Never the picture.
    @Override
    public String toString() {
        return "EnrolmentRequest[" + ticket + ", " + consent + "]";
    }
}
