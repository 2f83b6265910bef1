package org.facelane.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FormatTest {
    private static final Path PROJECT = Path.of("..");
    private final SourceFormat format = new SourceFormat();

    @Test
    void everySourceIsLaidOutAsTheFormatterWould() throws IOException {
        List<String> others = SourceFormat.sources(PROJECT).parallelStream()
                .filter(source -> !isFormatted(source))
                .map(source -> PROJECT.relativize(source).toString())
                .toList();
        assertThat(others).as("files not formatted: run ./facelane format").isEmpty();
    }

    @Test
    void rewritesWhatIsLaidOutOtherwise() {
        assertThat(format.apply("class A{int a;}\n")).isEqualTo("""
            class A {
                int a;
            }
            """);
    }

    @Test
    void leavesMarkdownCommentsAndNewSyntaxAlone() {
        String source = """
            package a;

            /// A score `s` is exceeded by about `10^(-s/10)` of comparisons:
            ///
            /// - 30 is 1 in 1,000
            /// - 40 is 1 in 10,000; see [String#length]
            ///
            /// @param value 0 or more
            record Score(double value) {
                static String says(Object outcome) {
                    return switch (outcome) {
                        case Score(double value) when value > 0 -> "some";
                        case Score _ -> "none";
                        default -> \"""
                            text
                            \""";
                    };
                }
            }
            """;
        assertThat(format.apply(source)).isEqualTo(source);
    }

    @Test
    void breaksLongCommentsIntoComments() {
        String words = "word ".repeat(20).strip();
        String source = """
            class A {
                /// @param a %s end of a line that is too long
                ///     by half
                void a(int a) {}
            }
            """;
        String broken = """
            class A {
                /// @param a %s
                ///     end of a line that is too long by half
                void a(int a) {}
            }
            """;
        assertThat(format.apply(source.formatted(words))).isEqualTo(broken.formatted(words));
    }

    private boolean isFormatted(Path source) {
        try {
            String text = Files.readString(source);
            return format.apply(source, text).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
