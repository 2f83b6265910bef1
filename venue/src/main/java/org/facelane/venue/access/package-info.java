/// Who may come in: the accounts of staff, and how often something may be tried.
///
/// Start reading at [org.facelane.venue.access.StaffAccounts].
@NullMarked
package org.facelane.venue.access;

import org.jspecify.annotations.NullMarked;
