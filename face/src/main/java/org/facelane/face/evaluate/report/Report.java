package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What was measured, in the order in which it is read. The same parts become a page and JSON, so that neither says
/// what the other does not.
///
/// @param title of the whole
/// @param says one sentence below it
/// @param sections in order
public record Report(String title, String says, List<Section> sections) {
    /// A part of the report with a heading.
    ///
    /// @param key names it in JSON and in addresses: lower case letters and dashes
    public record Section(String key, String title, List<Part> parts) {
        public Section {
            requireNonNull(key, "key is null");
            requireNonNull(title, "title is null");
            parts = List.copyOf(parts);
        }
    }

    public Report {
        requireNonNull(title, "title is null");
        requireNonNull(says, "says is null");
        sections = List.copyOf(sections);
    }

    /// Writes `name.html` and `name.json`, each whole or not at all.
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        replace(folder.resolve(name + ".html"), new Page(this).html());
        replace(folder.resolve(name + ".json"), new Json(this).text());
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
