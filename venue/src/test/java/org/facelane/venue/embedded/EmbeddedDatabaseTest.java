package org.facelane.venue.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.DatabaseUnreachable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    private static final Path PROGRAMS = Path.of("target", "postgresql-programs");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItConfirmed_andAsksForItsPassword() throws IOException, SQLException {
        Path data = folder.resolve("database");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, PROGRAMS)) {
            DatabaseAddress address = database.address();
            run(address, "create table kept (value int); insert into kept values (42)");
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(read(address, "show " + setting)).isEqualTo("on");
            }
            assertThat(read(address, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(read(address, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                    .isEqualTo("rw-------");
            DatabaseAddress stranger = new DatabaseAddress(address.url(), address.name(), "guess");
            assertThatThrownBy(() -> Database.open(stranger, 2))
                    .isInstanceOf(DatabaseUnreachable.class)
                    .hasMessageContaining("127.0.0.1");
            assertThatThrownBy(() -> EmbeddedDatabase.start(data, PROGRAMS))
                    .isInstanceOf(DatabaseNotStarted.class)
                    .hasMessageContaining("running");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, PROGRAMS)) {
            assertThat(read(database.address(), "select value from kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAgain_afterACrashThatLeftItsServerAndAStaleMark() throws IOException, SQLException {
        Path data = folder.resolve("database");
        EmbeddedDatabase.start(data, PROGRAMS).close();
        Files.writeString(data.resolve("data/postmaster.pid"), "999999\n", UTF_8);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, PROGRAMS)) {
            run(database.address(), "create table kept (value int); insert into kept values (7)");
            long pid = Long.parseLong(Files.readAllLines(data.resolve("data/postmaster.pid"), UTF_8)
                    .getFirst());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            assertThatThrownBy(() -> Database.open(database.address(), 2)).isInstanceOf(DatabaseUnreachable.class);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, PROGRAMS)) {
            assertThat(read(database.address(), "select value from kept")).isEqualTo("7");
        }
    }

    @Test
    void refusesData_ofAnotherMajorVersion() throws IOException {
        Path data = folder.resolve("database");
        Files.createDirectories(data.resolve("data"));
        Files.writeString(data.resolve("data/PG_VERSION"), "14\n", UTF_8);
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, PROGRAMS))
                .isInstanceOf(DatabaseNotStarted.class)
                .hasMessageContaining("14");
    }

    private static void run(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.name(), address.password());
    }
}
