/// The venue's nouns: events, tickets, guests, lanes, admissions. No I/O.
///
/// Start reading at the three flows: {@code enrol.Enrolment}, {@code lane.LaneLoop}, {@code erase.Erasures}.
@NullMarked
package org.facelane.venue;

import org.jspecify.annotations.NullMarked;
