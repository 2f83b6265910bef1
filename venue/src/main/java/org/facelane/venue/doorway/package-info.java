/// How people pass a lane: in or out, by whose word somebody has passed, and what the gate does while nothing can be
/// decided. Start at {@link org.facelane.venue.doorway.GateSensors}.
@NullMarked
package org.facelane.venue.doorway;

import org.jspecify.annotations.NullMarked;
