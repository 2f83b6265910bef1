/// The barrier at the end of a lane. Start reading at {@link org.facelane.venue.gate.Gate};
/// {@link org.facelane.venue.gate.Gates} makes them from addresses.
///
/// A gate is commanded only after an admission is committed, and once for each admission; who may command it is decided
/// by {@code admission.Admissions}.
@NullMarked
package org.facelane.venue.gate;

import org.jspecify.annotations.NullMarked;
