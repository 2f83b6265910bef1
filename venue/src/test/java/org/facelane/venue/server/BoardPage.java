package org.facelane.venue.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facelane.venue.trial.LiveEvents;
import org.facelane.venue.trial.Visitor;

/// A steward's board without a browser: remembers every event that came.
final class BoardPage implements AutoCloseable {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final InputStream stream;
    private volatile boolean ended;

    BoardPage(Visitor steward, String event) {
        stream = steward.open("/api/events/" + event + "/board");
        Thread.ofVirtual().start(this::read);
    }

    /// Name and data of each event, for example `arrival {…}`.
    List<String> events() {
        return List.copyOf(events);
    }

    /// Whether an event of that name with these words came.
    boolean showed(String name, String... words) {
        return events.stream()
                .anyMatch(event ->
                        event.startsWith(name + " ") && List.of(words).stream().allMatch(event::contains));
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            LiveEvents.read(stream, (name, data) -> events.add(name + " " + data));
        } catch (IOException e) {
            ended = true;
        }
        ended = true;
    }
}
