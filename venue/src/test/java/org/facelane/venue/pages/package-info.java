/// The pages in a real browser. Start with `PagesTest`, which reads as what an organiser, a guest, a lane and a steward
/// do one after the other; the other classes are what they do it with.
@NullMarked
package org.facelane.venue.pages;

import org.jspecify.annotations.NullMarked;
