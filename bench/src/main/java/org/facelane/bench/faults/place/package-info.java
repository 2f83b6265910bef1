/// A venue on this machine whose parts can be killed, and the ways between them cut. Start with [Place], then [Spot]
/// and [Fault].
@NullMarked
package org.facelane.bench.faults.place;

import org.jspecify.annotations.NullMarked;
