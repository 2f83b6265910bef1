/// What guests are given in their hands: the receipt of their consent, the certificate of their erasure, and all that
/// is held about them. Receipts and certificates are signed, and anybody can check them.
///
/// Start reading at [org.facelane.venue.proof.GuestPapers].
@NullMarked
package org.facelane.venue.proof;

import org.jspecify.annotations.NullMarked;
