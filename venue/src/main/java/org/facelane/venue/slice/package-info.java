/// Splits an event's gallery by entrance or by hour, so that a lane searches fewer.
///
/// Start reading at {@link org.facelane.venue.slice.Slices}.
@NullMarked
package org.facelane.venue.slice;

import org.jspecify.annotations.NullMarked;
