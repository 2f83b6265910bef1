/// What agents call, and how an organiser makes a program the agent of a lane. Start reading at
/// [org.facelane.venue.http.edge.AgentRoutes].
@NullMarked
package org.facelane.venue.http.edge;

import org.jspecify.annotations.NullMarked;
