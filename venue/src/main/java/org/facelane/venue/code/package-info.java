/// Finds and reads QR codes in a lane's frames.
///
/// Start reading at {@link org.facelane.venue.code.CodeFinder}.
@NullMarked
package org.facelane.venue.code;

import org.jspecify.annotations.NullMarked;
