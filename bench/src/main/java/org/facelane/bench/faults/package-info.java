/// Doors at which everything fails: a server, its database, lanes and their gates as processes of their own, guests who
/// walk up, and faults that strike while they pass. Start with [Doors], then [Evening], [Guests] and [Books];
/// [RealTime] plays one evening and writes down each event.
@NullMarked
package org.facelane.bench.faults;

import org.jspecify.annotations.NullMarked;
