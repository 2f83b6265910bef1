/// A steward lets a guest in by the ticket, from a phone.
///
/// Start reading at [org.facelane.venue.http.hand.HandRoutes].
@NullMarked
package org.facelane.venue.http.hand;

import org.jspecify.annotations.NullMarked;
