/// What the system that sells the tickets is asked and told. Start at {@link org.facelane.venue.redeem.Redemptions}.
///
/// A third system is one class that implements {@link org.facelane.venue.redeem.Ticketing} — five calls, each
/// repeatable under its nonce — and a line where the server chooses an event's system. What it must do itself: answer
/// within a few seconds or say {@link org.facelane.venue.redeem.TicketingAnswer.Silent}; translate its own reasons into
/// those of
/// {@link org.facelane.venue.ReferReason}; keep its secrets sealed. What it need not do: remember what is still to be
/// told, try again, or know our rules. A system that knows no nonces has to know by itself which entry is ours; a test
/// shows with a third one, {@code AlfioTickets}, what that takes.
@NullMarked
package org.facelane.venue.redeem;

import org.jspecify.annotations.NullMarked;
