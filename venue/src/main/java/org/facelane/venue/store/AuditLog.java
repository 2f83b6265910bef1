package org.facelane.venue.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The table `audit`: who did what to which subject, never a guest's name and nothing biometric. Lines are only added.
public final class AuditLog {
    private AuditLog() {}

    /// @param actor `guest`, `system`, `lane <id>` or `staff <name>`
    /// @param action for example `enrolled`
    /// @param subject the ids it is about, for example `ticket <id>`
    public record Line(Instant at, String actor, String action, String subject) {}

    public static void write(Connection tx, Line line) throws SQLException {
        Sql.update(
                tx,
                "insert into audit (at, actor, action, subject) values (?, ?, ?, ?)",
                line.at(),
                line.actor(),
                line.action(),
                line.subject());
    }

    /// The last lines, newest first.
    public static List<Line> latest(Connection tx, int countMax) throws SQLException {
        return Sql.list(
                tx,
                "select at, actor, action, subject from audit order by number desc limit ?",
                row -> new Line(
                        Sql.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject")),
                countMax);
    }
}
