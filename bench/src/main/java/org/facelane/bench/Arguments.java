package org.facelane.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `--key value` arguments of a bench program. An unknown key or a missing one ends the program with a sentence
/// that lists what it takes.
public final class Arguments {
    private final String usage;
    private final Map<String, String> values;

    private Arguments(String usage, Map<String, String> values) {
        this.usage = usage;
        this.values = values;
    }

    /// @param usage one line, for example `--from <folder> [--seed <number>]`; its `--words` are the keys allowed
    public static Arguments parse(String usage, String... arguments) {
        List<String> allowed = new ArrayList<>();
        for (String word : usage.split("[\\s\\[\\]]+")) {
            if (word.startsWith("--")) {
                allowed.add(word);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!allowed.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("cannot use '" + arguments[i] + "'; the arguments are: " + usage);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Arguments(usage, values);
    }

    /// The value of a key that must be given.
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing; the arguments are: " + usage);
        }
        return value;
    }

    /// The value of a key, or what to use without it.
    public String text(String key, String otherwise) {
        @Nullable String value = values.get(key);
        return value == null ? otherwise : value;
    }

    /// The value of a key that may be missing.
    public Optional<String> given(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// A whole number, or what to use without it.
    public int number(String key, int otherwise) {
        return Integer.parseInt(text(key, Integer.toString(otherwise)));
    }

    /// A folder that must exist.
    public Path folder(String key) {
        Path folder = Path.of(text(key));
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(key + ": there is no folder " + folder);
        }
        return folder;
    }

    /// A file that must exist.
    public Path file(String key) {
        Path file = Path.of(text(key));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(key + ": there is no file " + file);
        }
        return file;
    }

    /// A folder, made if it is not there.
    public Path output(String key) {
        return Path.of(text(key));
    }
}
