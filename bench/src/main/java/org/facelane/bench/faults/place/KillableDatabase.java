package org.facelane.bench.faults.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.trial.Wire;

/// A real PostgreSQL behind a wire that can be cut, and which can be killed.
final class KillableDatabase implements AutoCloseable {
    private final Path folder;
    private final Path programs;
    private final Wire wire;
    private volatile EmbeddedDatabase server;

    KillableDatabase(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
        server = EmbeddedDatabase.start(folder, programs);
        wire = Wire.to(direct());
    }

    /// The network between it and the server.
    Wire wire() {
        return wire;
    }

    /// How to reach it past the wire, until it is killed: it comes back at another port.
    DatabaseAddress direct() {
        return server.address();
    }

    /// How the server reaches it.
    DatabaseAddress throughWire() {
        return wire.through(direct());
    }

    /// All its processes at once, in the middle of whatever they were doing.
    void kill() {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            CompletableFuture<ProcessHandle> ended = postmaster.onExit();
            postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
            postmaster.destroyForcibly();
            ended.join();
        } catch (IOException e) {
            throw new UncheckedIOException("the database has no " + pidFile, e);
        }
        server.close();
    }

    void startAgain() {
        server = EmbeddedDatabase.start(folder, programs);
        wire.leadTo(direct());
    }

    @Override
    public void close() {
        wire.close();
        server.close();
    }
}
