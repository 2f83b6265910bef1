/// What happens at a lane, from a frame to an open gate. Start reading at {@link org.facelane.venue.lane.LaneLoop},
/// which looks and follows the gallery, then {@link org.facelane.venue.lane.LaneTurn}, which decides.
@NullMarked
package org.facelane.venue.lane;

import org.jspecify.annotations.NullMarked;
