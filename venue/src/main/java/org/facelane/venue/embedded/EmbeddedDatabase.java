package org.facelane.venue.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.store.DatabaseAddress;

/// A PostgreSQL of Facelane's own, in a folder that survives restarts.
///
/// It keeps what it confirmed: `fsync`, `synchronous_commit` and `full_page_writes` are on. It listens on the loopback
/// address only and asks for a password (SCRAM-SHA-256) from its first moment; the password is drawn at random and kept
/// beside the data, readable by the owner only. It ends with this process, even if this process is killed; what a
/// crash of the whole machine left behind is put in order at the next start. PostgreSQL refuses to run as root, so for
/// root it is started in a user namespace of its own.
///
/// Safe for use by several threads.
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String NAME = "facelane";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int PORT_TRIES = 3;

    /// Where the port stands in `postmaster.pid`, from 0.
    private static final int PORT_LINE = 3;

    private static final String LOG = "postgresql.log";

    private final Path folder;
    private final PostgresPrograms programs;
    private final FileChannel lock;
    private final Process server;
    private final Process watcher;
    private final DatabaseAddress address;
    private final Thread atExit;

    private EmbeddedDatabase(
            Path folder, PostgresPrograms programs, FileChannel lock, Process server, DatabaseAddress address) {
        this.folder = folder;
        this.programs = programs;
        this.lock = lock;
        this.server = server;
        this.address = address;
        this.watcher = watch(server);
        this.atExit = new Thread(this::stop, "postgresql stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Starts the database of `folder`, which is made if there is none. The first start takes a few seconds, later
    /// ones about half a second.
    ///
    /// @param programs where PostgreSQL is unpacked to, once for all databases
    /// @throws DatabaseNotStarted with what to do
    public static EmbeddedDatabase start(Path folder, Path programs) {
        Path absolute = folder.toAbsolutePath().normalize();
        PostgresPrograms unpacked =
                PostgresPrograms.in(programs.toAbsolutePath().normalize());
        try {
            Files.createDirectories(absolute);
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
            FileChannel lock = lock(absolute);
            try {
                String password = initialise(absolute, unpacked);
                stopLeftOver(absolute, unpacked);
                return serve(absolute, unpacked, lock, password);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseNotStarted("The database folder " + absolute + " cannot be used: " + e.getMessage(), e);
        }
    }

    /// How to reach the database that another process runs on `folder`; empty if none does.
    ///
    /// @throws DatabaseNotStarted if the folder is another's
    public static Optional<DatabaseAddress> running(Path folder) {
        Path pidFile = data(folder).resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile, UTF_8);
            DatabaseAddress address = address(
                    Integer.parseInt(lines.get(PORT_LINE).strip()),
                    Files.readString(folder.resolve("password"), UTF_8).strip());
            try (Connection ready = DriverManager.getConnection(address.url(), address.name(), address.password())) {
                return ready.isValid(1) ? Optional.of(address) : Optional.empty();
            } catch (SQLException e) {
                return Optional.empty();
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new DatabaseNotStarted("The database folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", NAME, password);
    }

    /// How to reach it.
    public DatabaseAddress address() {
        return address;
    }

    /// Ends connections, writes everything to disk, and stops. Doing it again changes nothing.
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // this process is ending, and the hook is running
        }
    }

    private synchronized void stop() {
        if (server.isAlive()) {
            run(folder, programs, "pg_ctl", "-D", data(folder).toString(), "stop", "-m", "fast", "-w", "-t", "30");
        }
        watcher.destroy();
        try {
            lock.close();
        } catch (IOException e) {
            throw new DatabaseNotStarted("The lock of " + folder + " cannot be released", e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new DatabaseNotStarted("The database of " + folder + " is running in this process already.", e);
        }
        channel.close();
        throw new DatabaseNotStarted(
                "Another Facelane is running on " + folder + ". Stop it, or choose another data folder.");
    }

    /// Makes the data folder in one step that either happens or not, and reads its password.
    private static String initialise(Path folder, PostgresPrograms programs) throws IOException {
        Path data = data(folder);
        Path passwordFile = folder.resolve("password");
        if (!Files.exists(data)) {
            Path draft = folder.resolve("data.new");
            if (Files.exists(draft)) {
                PostgresPrograms.delete(draft);
            }
            writePassword(passwordFile);
            List<String> arguments = List.of(
                    "-D",
                    draft.toString(),
                    "-U",
                    NAME,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    passwordFile.toString(),
                    "-E",
                    "UTF8",
                    "--locale-provider",
                    "builtin",
                    "--builtin-locale",
                    "C.UTF-8",
                    "--locale",
                    "C");
            run(folder, programs, "initdb", arguments.toArray(String[]::new));
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        }
        String version = Files.readString(data.resolve("PG_VERSION"), UTF_8).strip();
        if (!version.equals(PostgresPrograms.MAJOR_VERSION)) {
            throw new DatabaseNotStarted("The data in " + data + " is of PostgreSQL " + version + ", and this Facelane"
                    + " brings " + PostgresPrograms.MAJOR_VERSION + ". Dump it with the old one and restore it here.");
        }
        return Files.readString(passwordFile, UTF_8).strip();
    }

    private static void writePassword(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n", UTF_8);
    }

    /// We hold the folder's lock: a server that still runs on the data was left over by a crash.
    private static void stopLeftOver(Path folder, PostgresPrograms programs) throws IOException {
        Path pidFile = data(folder).resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile, UTF_8);
        boolean running = !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent();
        if (running) {
            run(folder, programs, "pg_ctl", "-D", data(folder).toString(), "stop", "-m", "fast", "-w", "-t", "30");
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private static EmbeddedDatabase serve(Path folder, PostgresPrograms programs, FileChannel lock, String password)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            DatabaseAddress address = address(port, password);
            Process server = launch(folder, programs, port);
            if (awaitReady(server, address, folder)) {
                return new EmbeddedDatabase(folder, programs, lock, server, address);
            }
            if (attempt == PORT_TRIES) {
                throw new DatabaseNotStarted("PostgreSQL ended while it started. " + lastWords(folder));
            }
        }
    }

    private static Process launch(Path folder, PostgresPrograms programs, int port) throws IOException {
        Map<String, String> settings = Map.of(
                "listen_addresses", "127.0.0.1",
                "port", String.valueOf(port),
                "unix_socket_directories", "",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "password_encryption", "scram-sha-256",
                "timezone", "UTC",
                // a log file that has served its time is deleted, not kept with what was written in it
                "wal_recycle", "off");
        List<String> command = command(programs, "postgres", "-D", data(folder).toString());
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve(LOG).toFile()))
                .start();
    }

    /// @return false if it ended instead, as it does when the port was taken in between
    private static boolean awaitReady(Process server, DatabaseAddress address, Path folder) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (server.isAlive()) {
            try (Connection ready = DriverManager.getConnection(address.url(), address.name(), address.password())) {
                return ready.isValid(1);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    server.destroyForcibly();
                    throw new DatabaseNotStarted("PostgreSQL does not answer. " + lastWords(folder), e);
                }
                pause();
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseNotStarted("The start of PostgreSQL was interrupted.", e);
        }
    }

    /// A process that waits for the end of this one, however it comes, and then ends the server.
    private static Process watch(Process server) {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of("sh", "-c", "cat > /dev/null; kill -INT " + server.pid()));
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            server.destroy();
            throw new DatabaseNotStarted("PostgreSQL cannot be watched: " + e.getMessage(), e);
        }
    }

    private static void run(Path folder, PostgresPrograms programs, String program, String... arguments) {
        try {
            Path log = folder.resolve(program + ".log");
            Process process = new ProcessBuilder(command(programs, program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new DatabaseNotStarted(program + " failed: "
                        + Files.readString(log, UTF_8).strip()
                        + (isRoot()
                                ? " PostgreSQL does not run as root; start Facelane as an ordinary user if this system"
                                        + " does not allow `unshare --user`."
                                : ""));
            }
        } catch (IOException e) {
            throw new DatabaseNotStarted(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseNotStarted(program + " was interrupted", e);
        }
    }

    private static List<String> command(PostgresPrograms programs, String program, String... arguments) {
        List<String> command = new ArrayList<>(ownSession());
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.path(program));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Ctrl-C in a terminal reaches every process of its session; the database must outlive those who still use it.
    private static List<String> ownSession() {
        return Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String lastWords(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(LOG), UTF_8);
            return "Its last words: " + String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "It said nothing (" + e.getMessage() + ").";
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }
}
