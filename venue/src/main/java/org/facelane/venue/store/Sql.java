package org.facelane.venue.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One statement with its arguments. An `Instant` is written as `timestamptz`, an empty `Optional` as null.
public final class Sql {
    /// Turns the current row into a value.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /// @return how many rows it changed
    public static int update(Connection tx, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(tx, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /// The only row, if there is one.
    public static <T> Optional<T> first(Connection tx, String sql, Row<T> reader, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = prepare(tx, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    public static <T> List<T> list(Connection tx, String sql, Row<T> reader, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(tx, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Optional<UUID> optionalUuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static Optional<Duration> optionalMilliseconds(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(value));
    }

    private static PreparedStatement prepare(Connection tx, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = tx.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                bind(statement, i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, Object argument) throws SQLException {
        switch (argument) {
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case Optional<?> optional when optional.isEmpty() -> statement.setNull(index, Types.NULL);
            case Optional<?> optional -> bind(statement, index, optional.get());
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> statement.setObject(index, argument);
        }
    }
}
