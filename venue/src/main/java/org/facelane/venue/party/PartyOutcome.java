package org.facelane.venue.party;

/// What became of a ticket that was to come along with a guest's own.
public sealed interface PartyOutcome {
    /// It comes along; adding it again changes nothing.
    record Added() implements PartyOutcome {}

    /// The event has no such ticket, or no such lead ticket.
    record NoSuchTicket() implements PartyOutcome {}

    /// The party is as large as the event allows.
    ///
    /// @param max further tickets a guest may bring
    record Full(int max) implements PartyOutcome {}

    /// The ticket is in another party or leads one, or the lead ticket comes along with somebody else.
    record InAParty() implements PartyOutcome {}
}
