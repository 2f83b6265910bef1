/// The rules of a ticket and the one transaction that admits. Start reading at
/// {@link org.facelane.venue.admission.Admissions}.
@NullMarked
package org.facelane.venue.admission;

import org.jspecify.annotations.NullMarked;
