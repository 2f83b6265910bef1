package org.facelane.venue.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.facelane.venue.trial.Waiting;

/// What a program of a test starts besides: it leaves a mark again and again for as long as it lives.
final class Heartbeat {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Path marks;

    Heartbeat(Path folder) {
        marks = folder.resolve("marks");
    }

    /// The line of a script that starts it.
    String script() {
        return "sh -c 'while echo x >> " + marks + "; do sleep 0.05; done' &";
    }

    boolean hasBegun() {
        return Files.exists(marks);
    }

    /// Returns once it has left no mark for a while.
    void awaitEnd() {
        Waiting.until("nothing is left of what the program started", () -> {
            long before = count();
            Waiting.pause(BETWEEN_LOOKS);
            return count() == before;
        });
    }

    private long count() {
        try {
            return Files.size(marks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
