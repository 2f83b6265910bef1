package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The way to PostgreSQL: opens transactions and keeps the schema at the newest migration.
///
/// Safe for use by several threads. A database that goes away makes calls fail with [DatabaseUnreachable] within a few
/// seconds; they work again by themselves when it is back.
public final class Database implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BULK_SILENCE_TIMEOUT = Duration.ofMinutes(15);

    private final DatabaseAddress address;
    private final HikariDataSource pool;

    /// What is done with a connection inside a transaction.
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection tx) throws SQLException;
    }

    private Database(DatabaseAddress address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
    }

    /// Connects, and migrates the schema.
    ///
    /// @param connectionCountMax at least 1; 10 serves a dozen lanes
    /// @throws DatabaseUnreachable if it does not answer
    public static Database open(DatabaseAddress address, int connectionCountMax) {
        requireNonNull(address, "address is null");
        HikariConfig config = new HikariConfig();
        config.setPoolName("facelane");
        config.setJdbcUrl(address.url());
        config.setUsername(address.name());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connectionCountMax);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setValidationTimeout(CONNECT_TIMEOUT.dividedBy(2).toMillis());
        config.setInitializationFailTimeout(-1);
        timeouts().forEach((key, value) -> config.addDataSourceProperty((String) key, value));
        Database database = new Database(address, new HikariDataSource(config));
        try {
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Runs `work` in one transaction, which is committed if it returns and rolled back if it throws.
    ///
    /// @throws DatabaseUnreachable if the database does not answer; whether the transaction was committed is then
    ///     known only if it had not come to the commit
    public <T> T transact(Work<T> work) {
        return run(work, false, SILENCE_TIMEOUT);
    }

    /// As [#transact], for statements that change tens of thousands of rows and may take minutes on a slow machine.
    public <T> T transactInBulk(Work<T> work) {
        return run(work, false, BULK_SILENCE_TIMEOUT);
    }

    /// Runs `work` in one read-only transaction that sees a single state of the database.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    public <T> T read(Work<T> work) {
        return run(work, true, SILENCE_TIMEOUT);
    }

    /// Runs `work` in one transaction on a database whose schema stays as it is. May take minutes.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    public static <T> T transactAlone(DatabaseAddress address, Work<T> work) {
        try (Connection tx = connect(address)) {
            tx.setNetworkTimeout(Runnable::run, Math.toIntExact(BULK_SILENCE_TIMEOUT.toMillis()));
            tx.setAutoCommit(false);
            T result = work.with(tx); // a connection that is closed before the commit rolls back
            tx.commit();
            return result;
        } catch (SQLException e) {
            throw failure(address, e);
        }
    }

    /// Runs `work` on a connection of its own, each statement by itself, for what PostgreSQL does in no
    /// transaction. May take minutes.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    public <T> T outsideTransaction(Work<T> work) {
        try (Connection connection = dedicated()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(BULK_SILENCE_TIMEOUT.toMillis()));
            return work.with(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// Host and database, for people to read.
    public String host() {
        return address.host();
    }

    @Override
    public void close() {
        pool.close();
    }

    /// A connection of its own outside the pool, for whoever listens on it; the caller closes it.
    Connection dedicated() throws SQLException {
        return connect(address);
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Properties properties = timeouts();
        properties.setProperty("user", address.name());
        properties.setProperty("password", address.password());
        return DriverManager.getConnection(address.url(), properties);
    }

    /// What a failure means: the database is away, or it refused a statement, which is a bug.
    RuntimeException failure(SQLException e) {
        return failure(address, e);
    }

    private static RuntimeException failure(DatabaseAddress address, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        // 08 connection, 28 authorisation, 3D no such database, 53 out of resources, 57P shut down
        boolean away = state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("3D")
                || state.startsWith("53")
                || state.startsWith("57P")
                || e instanceof SQLTransientConnectionException;
        return away
                ? new DatabaseUnreachable(address, e.getCause() instanceof SQLException cause ? cause : e)
                : new IllegalStateException("the database refused a statement: " + e.getMessage(), e);
    }

    private <T> T run(Work<T> work, boolean readOnly, Duration silence) {
        requireNonNull(work, "work is null");
        try (Connection tx = pool.getConnection()) {
            tx.setAutoCommit(false);
            tx.setReadOnly(readOnly);
            if (!silence.equals(SILENCE_TIMEOUT)) {
                tx.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis())); // the pool sets it back
            }
            try {
                if (readOnly) {
                    Sql.update(tx, "set transaction isolation level repeatable read");
                }
                T result = work.with(tx);
                tx.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(tx, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void rollBack(Connection tx, Throwable cause) {
        try {
            tx.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void migrate() {
        requireReachable(address);
        migrate(address, migrations(address));
    }

    /// Brings the schema of an empty database to a version, for rows that were written under it.
    ///
    /// @param version as [#schemaVersion] says it
    /// @return false if this Facelane does not know the version, or the database's schema is another already
    /// @throws DatabaseUnreachable if it does not answer
    public static boolean prepare(DatabaseAddress address, String version) {
        requireReachable(address);
        MigrationVersion target = MigrationVersion.fromVersion(version);
        boolean isKnown = Arrays.stream(migrations(address).load().info().all())
                .anyMatch(migration -> target.equals(migration.getVersion()));
        if (!isKnown) {
            return false;
        }
        migrate(address, migrations(address).target(target));
        return transactAlone(address, Database::schemaVersion).equals(target.getVersion());
    }

    /// The number of the schema's last migration.
    public static String schemaVersion(Connection tx) throws SQLException {
        return Sql.first(
                        tx,
                        "select version from flyway_schema_history where success order by installed_rank desc limit 1",
                        row -> row.getString("version"))
                .orElseThrow();
    }

    private static FluentConfiguration migrations(DatabaseAddress address) {
        return Flyway.configure()
                .dataSource(address.url(), address.name(), address.password())
                .locations("classpath:schema")
                .failOnMissingLocations(true);
    }

    private static void migrate(DatabaseAddress address, FluentConfiguration migrations) {
        try {
            migrations.load().migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "the schema of " + address.host() + " cannot be brought to this version: " + e.getMessage(), e);
        }
    }

    private static void requireReachable(DatabaseAddress address) {
        try (Connection reachable = connect(address)) {
            requireNonNull(reachable, "reachable is null");
        } catch (SQLException e) {
            throw failure(address, e);
        }
    }

    private static Properties timeouts() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(SILENCE_TIMEOUT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "facelane");
        return properties;
    }
}
