package org.facelane.venue.gate;

/// A gate's sensor that is listened to, until it is closed. Each of its words is handed on once, in the order in which
/// it was heard, on a thread of the sensor's own. Safe for use by several threads.
public interface Sensor extends AutoCloseable {
    /// Whether it is heard now, and whether it was heard without a break: 0 while it is not, otherwise how many
    /// times it has begun to be heard. Between two equal answers above 0 no word was lost.
    int connection();

    /// No word is handed on any more.
    @Override
    void close();
}
