package org.facelane.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is known to be wrong with the names of a data set, and who in it are relatives. A file of lines
/// `kind,person_a,person_b` under a heading.
///
/// @param doubtful names that stand for two people, or for somebody who has another name too: left out altogether
/// @param relatives pairs of twins or relatives: the hardest honest comparison, counted apart
public record LabelErrors(Set<String> doubtful, List<Relatives> relatives) {
    /// Two relatives.
    public record Relatives(String first, String second) {}

    public LabelErrors {
        doubtful = Set.copyOf(doubtful);
        relatives = List.copyOf(relatives);
    }

    public static LabelErrors read(Path file) throws IOException {
        Set<String> doubtful = new HashSet<>();
        List<Relatives> relatives = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.strip().split(","));
            switch (cells.getFirst()) {
                case "same_person", "mislabelled_image" -> doubtful.addAll(cells.subList(1, 3));
                case "relatives" -> relatives.add(new Relatives(cells.get(1), cells.get(2)));
                case String other -> throw new IllegalArgumentException(file + ": '" + other + "' is no known kind");
            }
        }
        return new LabelErrors(doubtful, relatives);
    }

    /// The samples whose names can be trusted, without the second of two relatives, who are counted apart.
    public PictureSet trusted(PictureSet set) {
        Set<String> seconds = new HashSet<>();
        relatives.forEach(pair -> seconds.add(pair.second()));
        return set.only(sample -> !doubtful.contains(sample.person()) && !seconds.contains(sample.person()));
    }
}
