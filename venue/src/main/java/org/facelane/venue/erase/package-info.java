/// Erasing: withdrawal, the retention deadline and the end of an event, until no lane recognises the guest any more.
///
/// Start reading at [Erasures].
@NullMarked
package org.facelane.venue.erase;

import org.jspecify.annotations.NullMarked;
