/// The edge towards browsers: pages, the JSON interface, the stewards' live board and the lanes' WebSocket.
///
/// Start with [org.facelane.venue.http.Routes], the table of every route and who may call it;
/// [org.facelane.venue.http.Wiring] is the only place that configures Spring. What goes wrong is worded in
/// [org.facelane.venue.http.Problems] and nowhere else.
@NullMarked
package org.facelane.venue.http;

import org.jspecify.annotations.NullMarked;
