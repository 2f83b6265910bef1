package org.facelane.venue.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.BiConsumer;

/// Events as a server sends them to a page that stays open.
public final class LiveEvents {
    private LiveEvents() {}

    /// Reads until the stream ends.
    ///
    /// @param listener told each event's name and data as they come
    public static void read(InputStream stream, BiConsumer<String, String> listener) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    listener.accept(name, line.substring("data:".length()).strip());
                }
            }
        }
    }
}
