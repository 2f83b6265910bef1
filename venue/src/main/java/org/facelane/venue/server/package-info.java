/// The wiring: what the server is made of, how it starts and how it stops.
///
/// Start with [org.facelane.venue.server.Server]: its `start` reads from top to bottom. Every limit and every address
/// stands in [org.facelane.venue.server.Settings]; [org.facelane.venue.server.Main] is the command line.
@NullMarked
package org.facelane.venue.server;

import org.jspecify.annotations.NullMarked;
