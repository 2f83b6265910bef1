/// Staff sign in and out, and an organiser keeps the list of accounts.
///
/// Start reading at [org.facelane.venue.http.staff.StaffRoutes].
@NullMarked
package org.facelane.venue.http.staff;

import org.jspecify.annotations.NullMarked;
