/// Doors at which everything fails: a server, its database, two lanes and their gates as processes of their own, guests
/// who walk up, and faults that strike while they pass. Start with [Doors], then [Evening] and [Books].
@NullMarked
package org.facelane.bench.faults;

import org.jspecify.annotations.NullMarked;
