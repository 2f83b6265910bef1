/// The PostgreSQL that Facelane brings along, for installations that name none of their own.
///
/// Start reading at [EmbeddedDatabase].
@NullMarked
package org.facelane.venue.embedded;

import org.jspecify.annotations.NullMarked;
