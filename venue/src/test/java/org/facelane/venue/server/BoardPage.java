package org.facelane.venue.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    events.add(name + " " + line.substring("data:".length()).strip());
                }
            }
        } catch (IOException e) {
            ended = true;
        }
        ended = true;
    }
}
