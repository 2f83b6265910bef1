package org.facelane.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a program that is told to end while it computes.
class EndingTest {
    /// 128 and the number of SIGTERM; a crash is 128 and that of SIGABRT.
    private static final int ENDED = 143;

    @TempDir
    private Path folder;

    @RepeatedTest(2)
    void endsWithoutACrash_whenToldToWhileItComputes() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UntilTold.class.getName()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = program.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(UntilTold.COMPUTING)) {
                line = output.readLine();
            }
            program.toHandle().destroy();
            String rest = output.lines().collect(Collectors.joining("\n"));

            assertThat(program.waitFor()).as(rest).isEqualTo(ENDED);
        } finally {
            program.destroyForcibly();
        }
    }
}
