/// What stewards see and do: the live {@link org.facelane.venue.steward.Board} and the acts of
/// {@link org.facelane.venue.steward.Stewards}.
@NullMarked
package org.facelane.venue.steward;

import org.jspecify.annotations.NullMarked;
