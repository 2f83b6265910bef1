package org.facelane.venue.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;

/// A real PostgreSQL for tests: one process for each test JVM, started by the first who asks, and in it a database of
/// its own for each [#fresh]. Its programs stay unpacked below `target`; its data goes with the JVM.
public final class TestDatabase implements AutoCloseable {
    private static final int CONNECTION_COUNT_MAX = 12;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DatabaseAddress address;
    private final Database database;
    private final MasterKey master;

    /// Starts with the JVM's first test database; holds the migrated schema that others are copied from.
    private static final class Server {
        static final Server ONE = new Server();

        final TestFolder folder = TestFolder.fresh("postgresql");
        final EmbeddedDatabase embedded;
        final MasterKey master;

        private Server() {
            Path programs = Path.of("target").toAbsolutePath().resolve("postgresql-programs");
            embedded = EmbeddedDatabase.start(folder.path().resolve("database"), programs);
            master = MasterKey.open(folder.path().resolve("master.key"));
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test database end"));
            execute("create database template");
            Database.open(named(embedded.address(), "template"), 1).close();
        }

        void execute(String sql) {
            DatabaseAddress address = embedded.address();
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.name(), address.password());
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void end() {
            embedded.close();
            folder.close();
        }
    }

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
        this.database = Database.open(address, CONNECTION_COUNT_MAX);
        this.master = Server.ONE.master;
    }

    /// A database with the schema and nothing in it. Takes about a tenth of a second.
    public static TestDatabase fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        Server.ONE.execute("create database " + name + " template template");
        // a test asks for what is stored, not for what survives a power cut
        Server.ONE.execute("alter database " + name + " set synchronous_commit = off");
        return new TestDatabase(named(Server.ONE.embedded.address(), name));
    }

    /// A database with nothing in it, not even the schema; it goes with the JVM.
    public static DatabaseAddress empty() {
        String name = "empty_" + COUNT.incrementAndGet();
        Server.ONE.execute("create database " + name + " template template0");
        return named(Server.ONE.embedded.address(), name);
    }

    /// A copy of this database as it is now, as a backup has it. Nobody may be connected meanwhile.
    public TestDatabase backup() {
        goDown();
        String name = name(address) + "_backup_" + COUNT.incrementAndGet();
        Server.ONE.execute("create database " + name + " template " + name(address));
        comeBack();
        return new TestDatabase(named(Server.ONE.embedded.address(), name));
    }

    public Database database() {
        return database;
    }

    public DatabaseAddress address() {
        return address;
    }

    /// The same for all tests of a JVM.
    public MasterKey master() {
        return master;
    }

    /// Empties every table; takes a few milliseconds.
    public void clear() {
        database.transact(tx -> {
            try (Statement statement = tx.createStatement()) {
                // the audit log refuses to be emptied, as it should
                statement.execute("set local session_replication_role = replica");
                return statement.execute("truncate event, staff, audit_inbox, audit, audit_head cascade");
            }
        });
    }

    /// Runs one statement.
    public void execute(String sql) {
        database.transact(tx -> {
            try (Statement statement = tx.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /// As if the database went away: nobody can connect any more, and whoever is connected is thrown out.
    public void goDown() {
        String name = name(address);
        Server.ONE.execute("alter database " + name + " allow_connections false");
        Server.ONE.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /// After [#goDown].
    public void comeBack() {
        Server.ONE.execute("alter database " + name(address) + " allow_connections true");
        try {
            // The pool looks at a connection before it hands it out only if it has not used it for half a
            // second.
            Thread.sleep(600);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        database.close();
        Server.ONE.execute("drop database " + name(address) + " with (force)");
    }

    private static String name(DatabaseAddress address) {
        return address.url().substring(address.url().lastIndexOf('/') + 1);
    }

    private static DatabaseAddress named(DatabaseAddress address, String name) {
        String url = address.url().substring(0, address.url().lastIndexOf('/') + 1) + name;
        return new DatabaseAddress(url, address.name(), address.password());
    }
}
