/// What every route is made of: its line in the table of who may call it, its answer as JSON, and what a caller is told
/// when something did not work.
///
/// Start reading at [org.facelane.venue.http.route.AccessTable].
@NullMarked
package org.facelane.venue.http.route;

import org.jspecify.annotations.NullMarked;
