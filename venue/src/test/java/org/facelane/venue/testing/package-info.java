/// What tests share: a real PostgreSQL, a time that can be set, and guests to put into them.
@NullMarked
package org.facelane.venue.testing;

import org.jspecify.annotations.NullMarked;
