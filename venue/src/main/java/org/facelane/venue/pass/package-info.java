/// The pass in a guest's hand: how it is made, written as a code, read back and compared.
///
/// Start reading at [org.facelane.venue.pass.PassMaker], then [org.facelane.venue.pass.PassReader] with every way a
/// code can turn out in [org.facelane.venue.pass.PassReading]. The format is described in `docs/pass-format.md`.
@NullMarked
package org.facelane.venue.pass;

import org.jspecify.annotations.NullMarked;
