package org.facelane.bench.faults.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A process that can be killed and started again, the same command each time. What it says goes to a file.
final class Child implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;

    Child(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
        process = run();
    }

    /// As if the power had gone: no signal that it could hear.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void startAgain() {
        process = run();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What it has said so far, all starts together.
    Path log() {
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
