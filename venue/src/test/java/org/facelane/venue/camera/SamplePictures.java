package org.facelane.venue.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Pictures of sample people, who do not exist.
final class SamplePictures {
    private SamplePictures() {}

    /// @param person 1 to 24
    static Path arriving(int person) {
        return Path.of("../samples/people/%02d/arrive.jpg".formatted(person));
    }

    static byte[] bytes(int person) throws IOException {
        return Files.readAllBytes(arriving(person));
    }
}
