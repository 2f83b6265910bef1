package org.facelane.venue.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A time that stands still until it is set. Safe for use by several threads.
public final class SettableClock implements InstantSource {
    private volatile Instant now;

    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant instant) {
        now = instant;
    }

    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }
}
