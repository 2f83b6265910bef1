/// The edge to the ticketing system: tickets come in as CSV, guests come in by links bound to their tickets.
///
/// Start reading at [TicketImport] and [EnrolmentLinks].
@NullMarked
package org.facelane.venue.ticketing;

import org.jspecify.annotations.NullMarked;
