/// Opening an event for enrolment, and enrolling a guest: the only way into a gallery.
///
/// Start reading at [Enrolment], which is the flow from top to bottom; [EventOpening] makes what it needs.
@NullMarked
package org.facelane.venue.enrol;

import org.jspecify.annotations.NullMarked;
