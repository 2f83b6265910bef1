/// The server's side of agents: who may be one, what each is told, what becomes of what they tell. Start reading at
/// [AgentOffice].
@NullMarked
package org.facelane.venue.edge.office;

import org.jspecify.annotations.NullMarked;
