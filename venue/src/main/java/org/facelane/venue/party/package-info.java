/// Several tickets on one guest. Start at {@link org.facelane.venue.party.Parties}.
@NullMarked
package org.facelane.venue.party;

import org.jspecify.annotations.NullMarked;
