package org.facelane.bench.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.store.DatabaseAddress;

/// Compares what the database says with what was seen at the doors.
final class Books {
    private final DatabaseAddress address;

    Books(DatabaseAddress address) {
        this.address = address;
    }

    /// Promises that are broken, in words; empty if all is well.
    ///
    /// @param opened how often each admission opened a gate
    /// @param welcomed codes of the tickets whose guests were welcomed by a screen
    List<String> broken(Map<UUID, Integer> opened, Set<String> welcomed) {
        List<String> broken = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(address.url(), address.name(), address.password())) {
            for (String ticket : texts(database, """
                select t.code from admission a join ticket t on t.id = a.ticket_id where a.annulled_at is null
                group by t.code having count(*) > 1\
                """)) {
                broken.add("ticket " + ticket + " was admitted twice");
            }
            Set<String> admissions = new HashSet<>(texts(database, "select id::text from admission"));
            opened.forEach((admission, times) -> {
                if (times > 1) {
                    broken.add("a gate was opened " + times + " times for admission " + admission);
                }
                if (!admissions.contains(admission.toString())) {
                    broken.add("a gate was opened for admission " + admission + ", which is lost");
                }
            });
            Set<String> admitted = new HashSet<>(texts(database, """
                select t.code from admission a join ticket t on t.id = a.ticket_id
                where a.annulled_at is null\
                """));
            for (String ticket : welcomed) {
                if (!admitted.contains(ticket)) {
                    broken.add("the guest of ticket " + ticket + " was welcomed, and the admission is lost");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
        return broken;
    }

    private static List<String> texts(Connection database, String query) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
