/// Finds and reads the codes of passes and tickets in a lane's frames.
///
/// Start reading at {@link org.facelane.venue.code.CodeFinder}.
@NullMarked
package org.facelane.venue.code;

import org.jspecify.annotations.NullMarked;
