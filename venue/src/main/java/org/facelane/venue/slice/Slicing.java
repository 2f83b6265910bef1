package org.facelane.venue.slice;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.store.ReferenceStore.Slice;

/// How an event's gallery is split.
///
/// @param byEntrance whether a lane that stands at an entrance searches only tickets which let in there
/// @param byTime whether lanes search only tickets that let in at this hour
public record Slicing(boolean byEntrance, boolean byTime) {
    /// Every lane searches everybody.
    public static final Slicing NONE = new Slicing(false, false);

    /// How an event's gallery is split now.
    ///
    /// @throws IllegalArgumentException if there is no such event
    public static Slicing of(Connection tx, EventId event) throws SQLException {
        return SliceStore.find(tx, event).orElseThrow(() -> new IllegalArgumentException("no event " + event));
    }

    /// The only entrance whose guests a lane recognises; empty if there is no such limit.
    public Optional<String> entranceOf(Lane lane) {
        return byEntrance ? lane.entrance() : Optional.empty();
    }

    /// What a lane searches.
    public Slice of(Lane lane) {
        requireNonNull(lane, "lane is null");
        return new Slice(byTime, entranceOf(lane));
    }
}
