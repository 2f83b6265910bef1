/// Looks for what is left of an erased guest, wherever a running installation keeps bytes.
///
/// Start reading at [org.facelane.venue.remnants.ErasureTrial].
@NullMarked
package org.facelane.venue.remnants;

import org.jspecify.annotations.NullMarked;
