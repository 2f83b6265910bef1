package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// A picture file and what the data say about it.
///
/// @param file where it lies
/// @param person who is on it; two pictures with the same name are mated
/// @param capture what tells the pictures of one person apart, for example the occasion
/// @param group a group the data set itself puts the person in; never inferred
public record LabelledPicture(Path file, String person, String capture, Optional<String> group) {
    public LabelledPicture {
        requireNonNull(file, "file is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(group, "group is null");
        if (person.isBlank()) {
            throw new IllegalArgumentException("a labelled picture names a person");
        }
    }
}
