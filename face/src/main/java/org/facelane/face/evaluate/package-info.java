/// How often a pack is wrong, on a data set that somebody brings: commands, and the sections of the report they write.
///
/// Start at {@link org.facelane.face.evaluate.Evaluate}.
@NullMarked
package org.facelane.face.evaluate;

import org.jspecify.annotations.NullMarked;
