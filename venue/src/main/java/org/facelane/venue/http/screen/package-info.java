/// Lanes whose camera the server reads itself, as their screens show them. Start at
/// {@link org.facelane.venue.http.screen.LaneScreens}.
@NullMarked
package org.facelane.venue.http.screen;

import org.jspecify.annotations.NullMarked;
