/// Tickets that are sold by pretix, through its published interface. Start at
/// {@link org.facelane.venue.pretix.PretixTickets}; who connects an event is {@link
/// org.facelane.venue.pretix.PretixSetup}, the life of a lane's device is {@link
/// org.facelane.venue.pretix.PretixDevices}, what was let in at pretix's own doors comes by {@link
/// org.facelane.venue.pretix.PretixPolling}.
@NullMarked
package org.facelane.venue.pretix;

import org.jspecify.annotations.NullMarked;
