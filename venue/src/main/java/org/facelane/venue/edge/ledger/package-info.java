/// What a lane that runs by itself writes down before it acts, and reads again after a crash. Start reading at
/// [Ledger], then [LedgerBook], which says what the lines come to.
@NullMarked
package org.facelane.venue.edge.ledger;

import org.jspecify.annotations.NullMarked;
