package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The values of a list of keys: their defaults, and over them what was given. Nothing is ever corrected silently: an
/// unknown key or a bad value is noted, and [#allowStart] says all of them at once.
final class SettingValues {
    private final List<Setting> keys;
    private final String help;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /// @param help the command that lists the keys
    SettingValues(List<Setting> keys, String help) {
        this.keys = List.copyOf(keys);
        this.help = requireNonNull(help, "help is null");
        keys.forEach(key -> values.put(key.name(), key.standard()));
    }

    /// Reads `--key=value` and `--key value`.
    ///
    /// @throws CannotStart if an argument is neither
    static Map<String, String> given(List<String> arguments, String help) {
        Map<String, String> given = new HashMap<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 2) {
                given.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (argument.matches("--[a-z-]+")
                    && !rest.isEmpty()
                    && !rest.getFirst().startsWith("--")) {
                given.put(argument.substring(2), rest.removeFirst());
            } else {
                throw new CannotStart("'" + argument + "' is not understood: settings are given as --key=value, and `"
                        + help + "` lists them.");
            }
        }
        return given;
    }

    /// The keys as a table.
    static String table(List<Setting> keys) {
        int width = keys.stream().mapToInt(key -> key.name().length()).max().orElse(0);
        return keys.stream()
                .map(key -> "  --%s  %s (%s; default %s)"
                        .formatted(
                                key.name() + " ".repeat(width - key.name().length()),
                                key.meaning(),
                                key.kind().range(),
                                key.standard().isEmpty() ? "none" : key.standard()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /// Takes what stands in a variable of the environment, if it is set.
    void takeSecret(String name, Map<String, String> environment, String variable) {
        Optional.ofNullable(environment.get(variable)).ifPresent(secret -> values.put(name, secret));
    }

    /// @param where they were given, for messages
    void take(Map<String, String> given, String where) {
        new TreeMap<>(given).forEach((name, value) -> {
            Optional<Setting> key = key(name);
            if (key.isEmpty()) {
                isWrong("'" + name + "' in " + where + " is not a setting; `" + help + "` lists them.");
            } else if (!key.get().allows(value)) {
                String shown = name.endsWith("-password") || name.endsWith("-secret") ? "…" : value;
                isWrong("'" + name + "' is '" + shown + "' in " + where + ": expected "
                        + key.get().kind().range() + ".");
            } else {
                values.put(name, value.strip());
            }
        });
    }

    /// @param sentence for the person at the console
    void isWrong(String sentence) {
        problems.add(sentence);
    }

    /// @throws CannotStart if anything was wrong; with all of it
    void allowStart() {
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
    }

    String text(String name) {
        return requireNonNull(values.get(name), name);
    }

    boolean isStandard(String name) {
        return key(name).orElseThrow().standard().equals(text(name));
    }

    /// Empty if the text is.
    Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    int whole(String name) {
        return Integer.parseInt(text(name));
    }

    double rate(String name) {
        return Double.parseDouble(text(name));
    }

    boolean yes(String name) {
        return Boolean.parseBoolean(text(name));
    }

    Duration time(String name) {
        return Setting.Time.parse(text(name));
    }

    private Optional<Setting> key(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}
