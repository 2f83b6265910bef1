package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import org.facelane.venue.Consent;
import org.facelane.venue.TicketId;

/// A guest asks to be enrolled.
///
/// @param ticket the guest's own, as the link in the guest's hands proves
/// @param consent the text that the guest saw and agreed to
/// @param capture what the guest sent; never stored
/// @param actor who sent it, as the audit names it: `guest`, or `staff <name>` at the ticket office
/// @param renews whether somebody who has a pass wants a new one, which revokes it
public record EnrolmentRequest(TicketId ticket, Consent consent, Capture capture, String actor, boolean renews) {
    /// Who enrols alone, through the own link.
    public static final String GUEST = "guest";

    public EnrolmentRequest {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(consent, "consent is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(actor, "actor is null");
    }

    /// A first enrolment.
    public EnrolmentRequest(TicketId ticket, Consent consent, Capture capture, String actor) {
        this(ticket, consent, capture, actor, false);
    }
}
