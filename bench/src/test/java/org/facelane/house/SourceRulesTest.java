package org.facelane.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceRulesTest {
    @TempDir
    private Path folder;

    @Test
    void filesMethodsAndConstructorsAreSmall() throws IOException {
        assertThat(SourceRules.sizes(all())).isEmpty();
    }

    @Test
    void nothingIsLeftForLaterOrGenerated() throws IOException {
        assertThat(SourceRules.words(all())).isEmpty();
    }

    @Test
    void failsOnALongMethod() throws IOException {
        assertThat(SourceRules.sizes(source("class A { void a() {" + "\n".repeat(60) + "} }")))
                .hasSize(1);
        assertThat(SourceRules.sizes(source("class A { void a() {" + "\n".repeat(59) + "} }")))
                .isEmpty();
    }

    @Test
    void failsOnALongFile() throws IOException {
        assertThat(SourceRules.sizes(source("class A {" + "\n".repeat(400) + "}")))
                .hasSize(1);
    }

    @Test
    void failsOnAConstructorOfSeven() throws IOException {
        String seven = "int a, int b, int c, int d, int e, int f, int g";
        assertThat(SourceRules.sizes(source("class A { A(" + seven + ") {} }"))).hasSize(1);
        assertThat(SourceRules.sizes(source("record A(" + seven + ") { A {} }")))
                .isEmpty();
    }

    @Test
    void failsOnForbiddenWords() throws IOException {
        List<String> lines = List.of(
                "// TO" + "DO later",
                "import lombok.Data;",
                "import java.util.*;",
                "v" + "ar a = 1;",
                "for (v" + "ar a : all) {}");
        for (String line : lines) {
            assertThat(SourceRules.words(source(line))).as(line).hasSize(1);
        }
        assertThat(SourceRules.words(source("String variance = todo;"))).isEmpty();
    }

    private static List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(Codebase.sources("main"));
        all.addAll(Codebase.sources("test"));
        return all;
    }

    private List<Path> source(String text) throws IOException {
        return List.of(Files.writeString(folder.resolve("A.java"), text));
    }
}
