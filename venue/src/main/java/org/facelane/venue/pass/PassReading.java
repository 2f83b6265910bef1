package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

/// What a code turned out to be, by the event's keys and the clock alone.
sealed interface PassReading {
    /// Genuine, and of this hour; whether it still stands the database knows.
    record Genuine(PassContents contents) implements PassReading {
        public Genuine {
            requireNonNull(contents, "contents is null");
        }
    }

    /// No pass for this event and hour.
    record Refused(PassRefusal reason) implements PassReading {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}
