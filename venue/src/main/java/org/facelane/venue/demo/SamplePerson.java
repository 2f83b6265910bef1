package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A person who does not exist, with pictures of two occasions (`samples/README.md`).
///
/// @param folder with `enrol.jpg` and `arrive.jpg`
public record SamplePerson(Path folder) {
    public SamplePerson {
        requireNonNull(folder, "folder is null");
    }

    /// All of `samples/people`, by number.
    ///
    /// @throws IOException if the folder cannot be read
    public static List<SamplePerson> all(Path people) throws IOException {
        try (Stream<Path> folders = Files.list(people)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(SamplePerson::new)
                    .toList();
        }
    }

    /// The picture to enrol with.
    public Path enrolling() {
        return folder.resolve("enrol.jpg");
    }

    /// The picture of another occasion.
    public Path arriving() {
        return folder.resolve("arrive.jpg");
    }

    /// The number.
    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
