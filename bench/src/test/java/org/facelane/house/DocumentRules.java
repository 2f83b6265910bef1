package org.facelane.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rules over documents: what they name exists. Each offence is a sentence.
final class DocumentRules {
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TYPE = Pattern.compile("(?:[a-z]+\\.)*([A-Z]\\w*)(?:\\.([A-Za-z]\\w*))?(?:\\(.*\\))?");
    private static final Pattern PACKAGE = Pattern.compile("(?:face|venue|bench)(?:\\.[a-z]+)+");
    private static final Pattern FILE = Pattern.compile("(?:docs|face|venue|bench|models|samples|\\.ci)/[\\w./-]*");

    /// Names of the JDK that documents may use.
    private static final Set<String> JDK = Set.of("Instant", "InstantSource", "Duration", "List", "Optional");

    private DocumentRules() {}

    /// Types, members, packages and files in backquotes that do not exist.
    static List<String> names(String document, List<CodeClass> classes) {
        Set<String> packages = classes.stream().map(CodeClass::pack).collect(Collectors.toSet());
        List<String> offences = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(document);
        while (quoted.find()) {
            String name = quoted.group(1);
            Matcher type = TYPE.matcher(name);
            if (PACKAGE.matcher(name).matches() && !packages.contains(name)) {
                offences.add("there is no package " + name);
            } else if (FILE.matcher(name).matches() && !Files.exists(Codebase.PROJECT.resolve(name))) {
                offences.add("there is no file " + name);
            } else if (type.matches() && !exists(type, classes)) {
                offences.add("there is no type or member " + name);
            }
        }
        return offences;
    }

    private static boolean exists(Matcher type, List<CodeClass> classes) {
        String name = type.group(1);
        String member = type.group(2);
        List<CodeClass> named =
                classes.stream().filter(code -> code.simpleName().equals(name)).toList();
        if (member == null) {
            return !named.isEmpty()
                    || JDK.contains(name)
                    || classes.stream().anyMatch(code -> code.members().contains(name));
        }
        return named.stream()
                .anyMatch(code -> code.members().contains(member)
                        || classes.stream().anyMatch(other -> other.name().equals(code.name() + "$" + member)));
    }

    /// Links to files that do not exist.
    static List<String> links(Path document) throws IOException {
        List<String> offences = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(document));
        while (link.find()) {
            if (!Files.exists(document.resolveSibling(link.group(1)))) {
                offences.add(document.getFileName() + " links to " + link.group(1) + ", which is not there");
            }
        }
        return offences;
    }

    /// The rows of the section "Against the law" that name neither a test that exists nor a command of the
    /// launcher, or name a test that does not exist, and do not say **no**.
    static List<String> unshown(String document, Set<String> tests, String launcher) {
        String section = document.substring(document.indexOf("## Against the law"));
        int end = section.indexOf("\n## ");
        List<String> unshown = new ArrayList<>();
        for (String row : section.substring(0, end < 0 ? section.length() : end)
                .lines()
                .skip(1)
                .toList()) {
            if (!row.startsWith("|") || row.startsWith("|---") || row.startsWith("| demand")) {
                continue;
            }
            List<String> shown = QUOTED.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)))
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            boolean allExist = shown.stream().allMatch(name -> tests.contains(name) || isCommand(name, launcher));
            if (!allExist || shown.isEmpty() && !row.contains("**no**")) {
                unshown.add(row);
            }
        }
        return unshown;
    }

    private static boolean isCommand(String name, String launcher) {
        String[] words = name.split(" ", -1);
        return words.length > 1
                && words[0].equals("./facelane")
                && launcher.lines().anyMatch(line -> line.startsWith("  ./facelane " + words[1] + " "));
    }

    /// Every document of the project.
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(Codebase.PROJECT);
                Stream<Path> docs = Files.walk(Codebase.PROJECT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(documents::add);
        }
        return documents;
    }
}
