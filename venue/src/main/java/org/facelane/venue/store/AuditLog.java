package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Lines for the audit log: who did what to which subject, nothing biometric, and nobody's name. Lines are only added.
///
/// A line is written to the table `audit_inbox` and gets its place in the table `audit` within a few seconds
/// (`venue.audit`). It can never be changed, so it names nobody: guests and tickets by their ids, staff by the id of
/// the account. Whose these are stands in other tables, where it can be forgotten.
public final class AuditLog {
    private static final String STAFF = "staff ";

    private AuditLog() {}

    /// @param actor `guest`, `system`, `lane <id>` or `staff <name>`; an account's name is stored as its id
    /// @param action for example `enrolled`
    /// @param subject the ids it is about, for example `ticket <id>`
    public record Line(Instant at, String actor, String action, String subject) {
        public Line {
            requireNonNull(at, "at is null");
            requireNonNull(actor, "actor is null");
            requireNonNull(action, "action is null");
            requireNonNull(subject, "subject is null");
        }
    }

    public static void write(Connection tx, Line line) throws SQLException {
        Sql.update(
                tx,
                "insert into audit_inbox (at, actor, action, subject) values (?, ?, ?, ?)",
                line.at(),
                pseudonym(tx, line.actor()),
                line.action(),
                pseudonym(tx, line.subject()));
    }

    /// The last lines as they are stored, newest first, with those that wait for their place.
    public static List<Line> latest(Connection tx, int countMax) throws SQLException {
        return Sql.list(
                tx,
                """
                (select true as waits, number, at, actor, action, subject from audit_inbox)
                union all (select false, number, at, actor, action, subject from audit)
                order by waits desc, number desc limit ?
                """,
                row -> new Line(
                        Sql.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject")),
                countMax);
    }

    /// How many lines wait for their place in the chain.
    public static long waiting(Connection tx) throws SQLException {
        return Sql.first(tx, "select count(*) from audit_inbox", row -> row.getLong(1))
                .orElse(0L);
    }

    /// Who a staff account's id in a line stands for; empty once the account's name is forgotten.
    public static Optional<String> staffName(Connection tx, String actor) throws SQLException {
        if (!actor.startsWith(STAFF)) {
            return Optional.empty();
        }
        Optional<UUID> id = uuid(actor.substring(STAFF.length()));
        return id.isEmpty()
                ? Optional.empty()
                : Sql.first(tx, "select name from staff where id = ?", row -> row.getString("name"), id.get());
    }

    private static String pseudonym(Connection tx, String text) throws SQLException {
        if (!text.startsWith(STAFF)) {
            return text;
        }
        return Sql.first(
                        tx,
                        "select id from staff where name = ?",
                        row -> STAFF + Sql.uuid(row, "id"),
                        text.substring(STAFF.length()))
                .orElse(text);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
