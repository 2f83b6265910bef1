package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is known to be wrong with the names of a data set, and who in it are relatives. A file of lines
/// `kind,person_a,person_b` under a heading; the kinds are `same_person`, `mislabelled_image` and `relatives`.
///
/// @param doubtful names that stand for two people, or for somebody who has another name too: left out altogether
/// @param relatives pairs of twins or relatives: the hardest honest comparison, counted apart
public record LabelErrors(Set<String> doubtful, List<Relatives> relatives) {
    /// Nothing is known to be wrong.
    public static final LabelErrors NONE = new LabelErrors(Set.of(), List.of());

    /// Two relatives.
    public record Relatives(String first, String second) {
        public Relatives {
            requireNonNull(first, "first is null");
            requireNonNull(second, "second is null");
        }
    }

    public LabelErrors {
        doubtful = Set.copyOf(doubtful);
        relatives = List.copyOf(relatives);
    }

    /// Those of `--label-errors`, or [#NONE].
    ///
    /// @throws UnusableData as [#read]
    public static LabelErrors of(Arguments arguments) {
        return arguments.existing("--label-errors").stream()
                .findFirst()
                .map(LabelErrors::read)
                .orElse(NONE);
    }

    /// @throws UnusableData if the file cannot be read or has a line of another form
    public static LabelErrors read(Path file) {
        Set<String> doubtful = new HashSet<>();
        Set<Relatives> relatives = new HashSet<>();
        List<String> lines = lines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> cells = List.of(line.strip().split(","));
            if (!line.isBlank()) {
                switch (cells.size() == 3 ? cells.getFirst() : line) {
                    case "same_person", "mislabelled_image" -> doubtful.addAll(cells.subList(1, 3));
                    case "relatives" -> relatives.add(new Relatives(cells.get(1), cells.get(2)));
                    case String other ->
                        throw new UnusableData(file + ": '" + other + "' is no known kind of label error; expected"
                                + " same_person, mislabelled_image or relatives, and two names.");
                }
            }
        }
        return new LabelErrors(
                doubtful,
                relatives.stream()
                        .sorted((a, b) -> (a.first() + "," + a.second()).compareTo(b.first() + "," + b.second()))
                        .toList());
    }

    /// Which people may stand on either side of a comparison: those whose names can be trusted, without the second
    /// of two relatives.
    public Predicate<String> trusted() {
        Set<String> seconds = relatives.stream().map(Relatives::second).collect(Collectors.toSet());
        return person -> !doubtful.contains(person) && !seconds.contains(person);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UnusableData("The label errors in " + file + " cannot be read: " + e + ".", e);
        }
    }
}
