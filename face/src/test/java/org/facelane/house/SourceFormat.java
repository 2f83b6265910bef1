package org.facelane.house;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The one layout of the Java sources: palantir-java-format, 120 columns, imports sorted and none unused.
///
/// The build checks it, `./facelane format` applies it by running this file as it stands. It runs in a JVM of its own
/// and not inside Maven, because it borrows the parser of the JDK it runs on, and Maven's may be too old for the code.
public final class SourceFormat {
    private static final int COLUMN_COUNT = 120;
    private static final Pattern COMMENT = Pattern.compile("(?<start> *//+ +)(?<tag>@\\w+ )?.*");
    private static final Pattern PROSE = Pattern.compile("[\\p{L}\\d\\[(`](?!\\.)");
    private static final List<String> MODULES = List.of("face", "venue", "bench");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    /// Rewrites what is not laid out as it should be.
    ///
    /// @param arguments the project's folder
    public static void main(String[] arguments) throws IOException {
        SourceFormat format = new SourceFormat();
        List<Path> sources = sources(Path.of(arguments[0]));
        int rewrittenCount = 0;
        for (Path source : sources) {
            String before = Files.readString(source);
            String after = format.apply(source, before);
            if (!after.equals(before)) {
                Files.writeString(source, after);
                rewrittenCount++;
                System.out.println("formatted " + source);
            }
        }
        System.out.println(sources.size() + " files looked at, " + rewrittenCount + " rewritten");
    }

    /// All Java files of the project, in a stable order.
    static List<Path> sources(Path project) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(project.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    /// @throws IllegalArgumentException if it does not parse; the message has the line
    String apply(String source) {
        return apply(Path.of("a source"), source);
    }

    /// @param file named if it does not parse
    String apply(Path file, String source) {
        try {
            return formatter.formatSourceAndFixImports(withCommentsBroken(source));
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file + " does not parse: " + e.getMessage(), e);
        }
    }

    /// Breaks comment lines that are too long and lets the rest run into the next line, for the formatter breaks a
    /// `///` line into one that is no comment. It counts the indentation twice.
    private static String withCommentsBroken(String source) {
        Deque<String> ahead = new ArrayDeque<>(source.lines().toList());
        StringBuilder broken = new StringBuilder(source.length());
        while (!ahead.isEmpty()) {
            String line = ahead.removeFirst();
            Matcher comment = COMMENT.matcher(line);
            int end = line.lastIndexOf(' ', COLUMN_COUNT - indentation(line));
            if (comment.matches() && line.length() > COLUMN_COUNT - indentation(line) && end > comment.end("start")) {
                String start = comment.group("start") + (comment.group("tag") == null ? "" : "    ");
                runOn(ahead, start, line.substring(end + 1));
                line = line.substring(0, end);
            }
            broken.append(line).append('\n');
        }
        return broken.toString();
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static void runOn(Deque<String> ahead, String start, String rest) {
        String next = ahead.isEmpty() ? "" : ahead.getFirst();
        boolean prose = next.startsWith(start)
                && PROSE.matcher(next.substring(start.length())).lookingAt();
        ahead.addFirst(start + rest + (prose ? " " + ahead.removeFirst().substring(start.length()) : ""));
    }
}
