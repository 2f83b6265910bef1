package org.facelane.venue.pretix;

/// What became of making a lane a device at pretix.
public sealed interface SetupOutcome {
    /// It is one.
    ///
    /// @param device its number there
    record Added(long device) implements SetupOutcome {}

    /// There is no such lane, or its event is not connected to pretix.
    record NotConnected() implements SetupOutcome {}

    /// Pretix does not accept the token: it was used before, or is none.
    ///
    /// @param status of HTTP
    record NotAccepted(int status) implements SetupOutcome {}

    /// The token is another organiser's. It is used up by now; the device can be revoked there.
    record OtherOrganizer(String organizer) implements SetupOutcome {}

    /// Pretix cannot be reached.
    record Unreachable(String why) implements SetupOutcome {}
}
