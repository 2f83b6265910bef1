/// The edge towards browsers: pages, the JSON interface, the stewards' live board and the lanes' WebSocket.
///
/// Start with [org.facelane.venue.http.route.AccessTable], the table of who may call what;
/// [org.facelane.venue.http.Wiring] is the only place that configures Spring. What goes wrong is worded in
/// [org.facelane.venue.http.route.Problems] and nowhere else.
@NullMarked
package org.facelane.venue.http;

import org.jspecify.annotations.NullMarked;
