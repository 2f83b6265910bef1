package org.facelane.venue.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that can be killed and started again, the same command each time. What it says goes to a file.
public final class Program implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;

    public Program(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
        process = run();
    }

    /// Facelane as the launcher starts it, but compiled lightly: such a process lives for seconds.
    ///
    /// @param home the project
    /// @param arguments a command and its settings
    public static Program facelane(Path home, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Dfacelane.home=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                "org.facelane.venue.server.Main"));
        command.addAll(arguments);
        return new Program(command, log);
    }

    /// As if the power had gone: no signal that it could hear.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public void startAgain() {
        process = run();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// What it has said so far, all starts together.
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process run() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        }
    }
}
