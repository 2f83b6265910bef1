package org.facelane.venue.pretix;

/// What became of giving a device another key.
public sealed interface RollOutcome {
    /// It has another one; the old one is dead.
    record Rolled() implements RollOutcome {}

    /// The lane is no device.
    record NoDevice() implements RollOutcome {}

    /// Pretix does not know the device's key, so that it gives it no other one: the lane needs another token.
    record NotKnown() implements RollOutcome {}

    /// The old key is dead and the new one was lost on the way: the lane needs another token.
    record Lost() implements RollOutcome {}

    /// Pretix did not answer in a way that can be understood. Which key is good is found out as soon as it answers;
    /// if it is the new one, that is lost.
    record Unclear(String why) implements RollOutcome {}

    /// Pretix did nothing; the old key is good.
    record Unchanged() implements RollOutcome {}
}
