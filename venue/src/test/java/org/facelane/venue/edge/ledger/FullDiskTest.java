package org.facelane.venue.edge.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process of its own whose files may not grow, which is what a full disk is to it, until it has room again.
class FullDiskTest {
    @TempDir
    private Path folder;

    @Test
    void saysThatItCannotBeWritten_untilThereIsRoom() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String run = "ulimit -S -f 4; exec '" + java + "' -Xshare:auto -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' '" + Writer.class.getName() + "' '"
                + folder.resolve("ledger") + "'";
        Process process = new ProcessBuilder("sh", "-c", run)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines()).containsExactly("fails", "cannot write", "fails", "can write", "written");
        LedgerReading reading = LedgerReading.of(Files.readAllBytes(folder.resolve("ledger")));
        assertThat(reading.damagedCount()).isZero();
    }

    /// What runs there.
    static final class Writer {
        private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

        private Writer() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]), NOW)) {
                say(untilItFails(ledger) ? "fails" : "never fails");
                say(ledger.canWrite() ? "can write" : "cannot write");
                say(untilItFails(ledger) ? "fails" : "never fails");
                String self = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("prlimit", "--pid", self, "--fsize=unlimited:unlimited")
                        .inheritIO()
                        .start()
                        .waitFor();
                say(ledger.canWrite() ? "can write" : "cannot write");
                ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW);
                say("written");
            }
        }

        private static boolean untilItFails(Ledger ledger) {
            for (int line = 0; line < 1_000; line++) {
                try {
                    ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW);
                } catch (LedgerUnusable e) {
                    return true;
                }
            }
            return false;
        }

        private static void say(String word) {
            System.out.println(word);
        }
    }
}
