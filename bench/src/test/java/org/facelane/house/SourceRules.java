package org.facelane.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Rules over the sources as they are written. Each offence is a sentence.
final class SourceRules {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 6;

    /// Words that have no place in a source: things left for later, and the generators of code that is not in the
    /// code.
    private static final Pattern WORDS =
            Pattern.compile("\\b(T[O]DO|FIX[M]E|XX[X])\\b|^import (static )?(lombok|org\\.mockito)\\b|\\bvar \\w+ ?[=:]"
                    + "|^import (static )?[\\w.]+\\.\\*;|^import module ");

    private SourceRules() {}

    /// Files and methods that are too long, constructors with too many parameters.
    static List<String> sizes(List<Path> sources) throws IOException {
        List<String> offences = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                long lineCount = lines(positions, unit, unit);
                String name =
                        Path.of(unit.getSourceFile().getName()).getFileName().toString();
                if (lineCount > FILE_LINES_MAX) {
                    offences.add(name + " has " + lineCount + " lines, at most " + FILE_LINES_MAX + " are allowed");
                }
                new Methods(unit, positions, name, offences).scan(unit, null);
            }
        }
        return offences;
    }

    /// Words of the list above.
    static List<String> words(List<Path> sources) throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path source : sources) {
            try (Stream<String> lines = Files.lines(source)) {
                lines.filter(line -> WORDS.matcher(line).find())
                        .forEach(line -> offences.add(source.getFileName() + " says: " + line.strip()));
            }
        }
        return offences;
    }

    private static long lines(SourcePositions positions, CompilationUnitTree unit, Tree tree) {
        LineMap lines = unit.getLineMap();
        return lines.getLineNumber(positions.getEndPosition(unit, tree))
                - lines.getLineNumber(positions.getStartPosition(unit, tree))
                + 1;
    }

    private static final class Methods extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String name;
        private final List<String> offences;

        Methods(CompilationUnitTree unit, SourcePositions positions, String name, List<String> offences) {
            this.unit = unit;
            this.positions = positions;
            this.name = name;
            this.offences = offences;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long lineCount = lines(positions, unit, method);
            if (lineCount > METHOD_LINES_MAX) {
                offences.add(name + ": " + method.getName() + " has " + lineCount + " lines, at most "
                        + METHOD_LINES_MAX + " are allowed");
            }
            boolean record = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.RECORD;
            int parameterCount = method.getParameters().size();
            if (method.getReturnType() == null && !record && parameterCount > PARAMETERS_MAX) {
                offences.add(name + ": a constructor has " + parameterCount + " parameters, at most " + PARAMETERS_MAX
                        + " are allowed; a record may have more");
            }
            return super.visitMethod(method, nothing);
        }
    }
}
