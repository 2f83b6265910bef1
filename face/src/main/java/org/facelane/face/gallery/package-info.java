/// The references of one event in memory, and the exact search through them.
///
/// Start at {@link org.facelane.face.gallery.Gallery}.
@NullMarked
package org.facelane.face.gallery;

import org.jspecify.annotations.NullMarked;
