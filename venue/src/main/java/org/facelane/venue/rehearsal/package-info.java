/// Rehearsing an evening with people who do not exist.
///
/// Start reading at [Rehearsal].
@NullMarked
package org.facelane.venue.rehearsal;

import org.jspecify.annotations.NullMarked;
