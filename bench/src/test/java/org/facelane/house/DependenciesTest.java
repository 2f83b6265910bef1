package org.facelane.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What ships is what the decision record lists. The build writes what it resolved into `target/dependencies.txt`.
final class DependenciesTest {
    private static final Pattern LISTED = Pattern.compile("`([\\w.*-]+:[\\w.*-]+)`");
    private static final Pattern RESOLVED = Pattern.compile("^ +([\\w.-]+:[\\w.-]+):jar:");

    @Test
    void everyLibraryThatShipsIsListed() throws IOException {
        assertThat(notListed(resolved(), listed()))
                .as("list them in docs/decisions/0011-dependencies.md, with reason and licence")
                .isEmpty();
    }

    @Test
    void everyListedLibraryShips() throws IOException {
        List<String> resolved = resolved();
        assertThat(listed()).allSatisfy(listed -> assertThat(resolved).anyMatch(library -> matches(listed, library)));
    }

    @Test
    void failsOnALibraryThatIsNotListed() {
        assertThat(notListed(List.of("a.b:c", "a.b:d-x", "e:f"), List.of("a.b:d-*", "e:f")))
                .containsExactly("a.b:c");
    }

    private static List<String> notListed(List<String> resolved, List<String> listed) {
        return resolved.stream()
                .filter(library -> listed.stream().noneMatch(entry -> matches(entry, library)))
                .toList();
    }

    private static boolean matches(String entry, String library) {
        return library.matches(entry.replace(".", "\\.").replace("*", ".*"));
    }

    private static List<String> listed() throws IOException {
        String record = Files.readString(Codebase.PROJECT.resolve("docs/decisions/0011-dependencies.md"));
        return LISTED.matcher(record).results().map(found -> found.group(1)).toList();
    }

    private static List<String> resolved() throws IOException {
        try (Stream<String> lines = Files.lines(Codebase.PROJECT.resolve("venue/target/dependencies.txt"))) {
            return lines.flatMap(line -> RESOLVED.matcher(line).results())
                    .map((MatchResult found) -> found.group(1))
                    .filter(library -> !library.startsWith("org.facelane:"))
                    .toList();
        }
    }
}
