/// A lane's program in a process of its own beside the camera: it looks, decides and lets in by itself, follows the
/// server while it hears it, and stops recognising when it has not heard it for too long. Start reading at [Agent],
/// then [LedgerDesk] and [AgentGallery].
@NullMarked
package org.facelane.venue.edge.agent;

import org.jspecify.annotations.NullMarked;
