/// The nouns of face recognition: an {@link org.facelane.face.Image} goes in, {@link org.facelane.face.Candidate}s
/// come out. Nothing here knows a guest, a ticket, a clock, a database or a network.
///
/// Start reading at {@code acquire} (a picture becomes features) and {@code gallery} (a probe becomes candidates).
@NullMarked
package org.facelane.face;

import org.jspecify.annotations.NullMarked;
