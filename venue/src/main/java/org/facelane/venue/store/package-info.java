/// PostgreSQL: one class a table with its SQL beside the records it fills, the keys, and the gallery that follows.
///
/// Start reading at [Database]: a flow opens one transaction there and hands its connection to the stores, which hold
/// no state and open nothing themselves. What must never happen stands as a constraint in
/// `schema/V001__first_guest.sql`. Locks are taken in one order everywhere: ticket, event key, guest, reference, event.
@NullMarked
package org.facelane.venue.store;

import org.jspecify.annotations.NullMarked;
