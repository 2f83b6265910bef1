/// Puts everything that the database holds into a file, and back.
///
/// Start reading at {@link org.facelane.venue.backup.Backup}.
@NullMarked
package org.facelane.venue.backup;

import org.jspecify.annotations.NullMarked;
