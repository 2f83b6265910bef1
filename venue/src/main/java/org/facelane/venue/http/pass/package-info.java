/// A guest's pass in the forms in which guests keep it: a page to print, a file or a link for the wallet of a phone.
/// Start reading at [org.facelane.venue.http.pass.PassRoutes].
@NullMarked
package org.facelane.venue.http.pass;

import org.jspecify.annotations.NullMarked;
