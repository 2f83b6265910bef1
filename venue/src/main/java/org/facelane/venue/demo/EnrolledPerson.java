package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.venue.GuestId;
import org.facelane.venue.TicketId;
import org.facelane.venue.pass.Pass;

/// A sample person with a ticket and a consent.
///
/// @param pass what the guest was given to keep, where the event's guests have passes
public record EnrolledPerson(SamplePerson person, TicketId ticket, GuestId guest, Optional<Pass> pass) {
    public EnrolledPerson {
        requireNonNull(person, "person is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(guest, "guest is null");
        requireNonNull(pass, "pass is null");
    }
}
