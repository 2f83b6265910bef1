/// Calls to other machines over HTTP that end in time. Start reading at {@link org.facelane.venue.call.TimedCall}.
@NullMarked
package org.facelane.venue.call;

import org.jspecify.annotations.NullMarked;
