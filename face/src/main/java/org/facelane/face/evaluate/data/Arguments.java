package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The `--key value` arguments of a command. What is unknown, missing or no number ends the command with a sentence
/// that lists what it takes.
public final class Arguments {
    private static final Pattern KEY = Pattern.compile("(--[a-z-]+)(?:[ =]([A-Z<][^\\]\\s]*))?");

    private final String usage;
    private final Map<String, List<String>> values;

    private Arguments(String usage, Map<String, List<String>> values) {
        this.usage = usage;
        this.values = values;
    }

    /// @param usage one line, for example `--dataset DIR [--seed NUMBER] [--keep]`; a key before a word in capitals
    ///     takes a value
    public static Arguments parse(String usage, String... arguments) {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        KEY.matcher(usage).results().forEach((MatchResult key) -> keys.put(key.group(1), key.group(2) != null));
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            String key = equals > 0 ? arguments[i].substring(0, equals) : arguments[i];
            boolean takesValue = keys.getOrDefault(key, false);
            boolean lacksValue = takesValue && equals < 0 && i + 1 == arguments.length;
            if (!keys.containsKey(key) || lacksValue || (!takesValue && equals > 0)) {
                throw new UnusableData("Cannot use '" + arguments[i] + "'. The arguments are: " + usage);
            }
            String value = equals > 0 ? arguments[i].substring(equals + 1) : takesValue ? arguments[++i] : "";
            values.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
        }
        return new Arguments(usage, values);
    }

    /// Whether a key was given.
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// Every value of a key that may be given more than once.
    public List<String> all(String key) {
        return List.copyOf(values.getOrDefault(key, List.of()));
    }

    /// The value of a key that may be missing.
    public Optional<String> given(String key) {
        return all(key).isEmpty() ? Optional.empty() : Optional.of(all(key).getLast());
    }

    /// The value of a key that must be given.
    public String text(String key) {
        return given(key).orElseThrow(() -> new UnusableData(key + " is missing. The arguments are: " + usage));
    }

    /// A whole number, or what to use without it.
    public int number(String key, int least, int most, int otherwise) {
        String value = given(key).orElse(Integer.toString(otherwise));
        if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new UnusableData(
                key + " is '" + value + "', expected a whole number from " + least + " to " + most + ".");
    }

    /// Files or folders that must exist.
    public List<Path> existing(String key) {
        return all(key).stream().map(value -> existing(key, value)).toList();
    }

    /// A path, or what to use without it.
    public Path path(String key, Path otherwise) {
        requireNonNull(otherwise, "otherwise is null");
        return given(key).map(value -> path(key, value)).orElse(otherwise);
    }

    private static Path existing(String key, String value) {
        Path path = path(key, value);
        if (Files.notExists(path)) {
            throw new UnusableData(key + ": there is no " + path + ".");
        }
        return path;
    }

    private static Path path(String key, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UnusableData(key + ": '" + value + "' is no path.", e);
        }
    }
}
