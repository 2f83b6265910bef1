/// Looks for what is left of an erased guest, wherever a running installation keeps bytes.
///
/// Start reading at [org.facelane.venue.remnants.ErasureSearch]; [org.facelane.venue.remnants.ErasureTrial] tries it
/// out.
@NullMarked
package org.facelane.venue.remnants;

import org.jspecify.annotations.NullMarked;
