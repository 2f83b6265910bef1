/// An evening at two lanes with sample people, on the real flows, models and database.
///
/// Start reading at {@link org.facelane.venue.demo.Demo}.
@NullMarked
package org.facelane.venue.demo;

import org.jspecify.annotations.NullMarked;
