package org.facelane.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The compiled classes of the project, tests left out.
final class Codebase {
    /// The project's folder, seen from where the tests of a module run.
    static final Path PROJECT = Path.of("..");

    static final List<String> MODULES = List.of("face", "venue", "bench");

    private Codebase() {}

    /// Every class of the three modules.
    static List<CodeClass> read() throws IOException {
        List<CodeClass> classes = new ArrayList<>();
        for (String module : MODULES) {
            classes.addAll(read(PROJECT.resolve(module).resolve("target/classes")));
        }
        return List.copyOf(classes);
    }

    /// Every class under a folder, in a stable order.
    static List<CodeClass> read(Path folder) throws IOException {
        List<CodeClass> classes = new ArrayList<>();
        for (Path file : files(folder, ".class")) {
            classes.add(CodeClass.read(Files.readAllBytes(file)));
        }
        return classes;
    }

    /// Every Java source of the three modules.
    ///
    /// @param part `main` or `test`
    static List<Path> sources(String part) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            sources.addAll(files(PROJECT.resolve(module).resolve("src").resolve(part), ".java"));
        }
        return sources;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
