/// What a server and the agents of its lanes say to each other. An agent is a lane's program in a process of its own
/// beside the camera, which goes on when it does not hear the server. Start reading at [SyncAsk].
@NullMarked
package org.facelane.venue.edge;

import org.jspecify.annotations.NullMarked;
