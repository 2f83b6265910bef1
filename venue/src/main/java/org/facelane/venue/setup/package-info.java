/// What a technician sets at a lane: its camera, and where before it somebody must stand. Start at
/// {@link org.facelane.venue.setup.LaneSetups}.
@NullMarked
package org.facelane.venue.setup;

import org.jspecify.annotations.NullMarked;
