package org.facelane.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentsTest {
    private static final Path DECISIONS = Codebase.PROJECT.resolve("docs/decisions");

    @TempDir
    private Path folder;

    @Test
    void architectureNamesWhatExists() throws IOException {
        assertThat(DocumentRules.names(text("ARCHITECTURE.md"), Codebase.read()))
                .isEmpty();
    }

    @Test
    void glossaryNamesWhatExists() throws IOException {
        assertThat(DocumentRules.names(text("GLOSSARY.md"), Codebase.read())).isEmpty();
    }

    @Test
    void contributingNamesWhatExists() throws IOException {
        assertThat(DocumentRules.names(text("CONTRIBUTING.md"), Codebase.read()))
                .isEmpty();
    }

    @Test
    void privacyNamesATestOrACommandInEachRow_orSaysNo() throws IOException {
        String document = text("docs/privacy.md");
        assertThat(DocumentRules.unshown(document, testNames(), text("facelane")))
                .isEmpty();
        assertThat(DocumentRules.unshown(
                        "## Against the law\n"
                                + "| demand | what | by |\n"
                                + "|---|---|---|\n"
                                + "| a | b | |\n"
                                + "| c | d | `NoSuchTest` |",
                        testNames(),
                        text("facelane")))
                .hasSize(2);
    }

    private static Set<String> testNames() throws IOException {
        Set<String> names = new HashSet<>();
        for (Path source : Codebase.sources("test")) {
            names.add(source.getFileName().toString().replace(".java", ""));
        }
        return names;
    }

    @Test
    void architecturePrintsTheTableOfImports() throws IOException {
        assertThat(text("ARCHITECTURE.md"))
                .as("put the table of AllowedImports into ARCHITECTURE.md")
                .contains(AllowedImports.markdown());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path document : DocumentRules.documents()) {
            offences.addAll(DocumentRules.links(document));
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void documentsAreShort() throws IOException {
        assertThat(text("README.md").lines()).hasSizeLessThanOrEqualTo(120);
        assertThat(text("ARCHITECTURE.md").lines()).hasSizeLessThanOrEqualTo(200);
        for (Path decision : decisions()) {
            assertThat(Files.readAllLines(decision))
                    .as(decision.getFileName().toString())
                    .hasSizeLessThanOrEqualTo(60);
        }
    }

    @Test
    void decisionsAreNumberedOnceAndListed() throws IOException {
        List<Path> decisions = decisions();
        String index = Files.readString(DECISIONS.resolve("README.md"));
        List<String> names =
                decisions.stream().map(path -> path.getFileName().toString()).toList();
        // a number is given when the decision is begun, so that one may come before its neighbour
        assertThat(names).allMatch(name -> name.matches("\\d{4}-.+"));
        assertThat(names.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> index.contains("(" + name + ")"));
    }

    @Test
    void failsOnNamesThatDoNotExist() throws IOException {
        String document = "`NoSuchFlow` `Enrolment.vanish` `venue.nowhere` `docs/nothing.md`";
        assertThat(DocumentRules.names(document, Codebase.read())).hasSize(4);
        assertThat(DocumentRules.names("`Template.of(features)` `venue.lane` `docs/decisions`", Codebase.read()))
                .isEmpty();
    }

    @Test
    void failsOnALinkToNowhere() throws IOException {
        Path document =
                Files.writeString(folder.resolve("a.md"), "[there](a.md) [gone](b.md#part) [out](https://a.b/c)");
        assertThat(DocumentRules.links(document)).hasSize(1);
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(DECISIONS)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(String document) throws IOException {
        return Files.readString(Codebase.PROJECT.resolve(document));
    }
}
