package org.facelane.venue.proof;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.GuestStore.Given;
import org.facelane.venue.store.Sql;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All that is held about a guest (GDPR Art. 15), row by row as it is stored: everything of the guest's ticket, whoever
/// enrolled with it. Whole rows are read, so a new column is in it by itself; [#TABLES] says what each table is to
/// the guest, and a test knows every column.
public final class SubjectAccess {
    private static final String OF_TICKET = "(select ticket_id from guest where id = ?)";
    private static final String GUESTS = "(select id from guest where ticket_id = " + OF_TICKET + ")";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Which rows of a table are about the guest, and what they are.
    ///
    /// @param where after `from <table> t where`; takes the guest's id once
    record Holding(String meaning, String where) {}

    /// Every table that holds something about a guest.
    static final Map<String, Holding> TABLES = tables();

    private final Database database;

    public SubjectAccess(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// @param note what is not in it and why
    public record Held(Instant at, String note, List<Part> parts) {}

    /// The rows of one table; columns as they are stored, bytes in hexadecimal digits.
    public record Part(String table, String meaning, List<JsonNode> rows) {}

    private static Map<String, Holding> tables() {
        Map<String, Holding> tables = new LinkedHashMap<>();
        tables.put("ticket", new Holding("Your ticket, as the organiser brought it in.", "t.id = " + OF_TICKET));
        tables.put(
                "guest",
                new Holding("That you enrolled, and how far an erasure has come.", "t.ticket_id = " + OF_TICKET));
        tables.put("consent", new Holding("What you agreed to, when, and when it ended.", "t.guest_id in " + GUESTS));
        tables.put(
                "reference",
                new Holding(
                        "The template computed from your picture, encrypted; only while you are enrolled.",
                        "t.guest_id in " + GUESTS));
        tables.put(
                "pass",
                new Holding(
                        "That you were given a pass: its hash and, where only the pass opens it, the encrypted"
                                + " template.",
                        "t.guest_id in " + GUESTS));
        tables.put(
                "gallery_change",
                new Holding(
                        "When your template went into the gallery and out of it, by its number.",
                        "t.reference_id in (select reference_id from gallery_change c join guest g on g.event_id ="
                                + " c.event_id join erasure e on e.guest_id = g.id and e.version = c.version where"
                                + " g.ticket_id = " + OF_TICKET
                                + " union select r.id from recognisable r join guest g on"
                                + " g.id = r.guest_id where g.id = ?)"));
        tables.put("erasure", new Holding("Why and when you were erased.", "t.guest_id in " + GUESTS));
        tables.put(
                "erasure_acknowledgement",
                new Holding(
                        "When each lane let go of your template.",
                        "exists (select from erasure e where e.event_id = t.event_id and t.version >= e.version and"
                                + " (e.erased_at is null or t.at <= e.erased_at) and e.guest_id in " + GUESTS + ")"));
        putAdmissions(tables);
        tables.put("audit", ofAudit("Lines of the audit log about you, your ticket or its admissions."));
        tables.put("audit_inbox", ofAudit("Lines about you that are about to be bound into the audit log."));
        return tables;
    }

    private static Holding ofAudit(String meaning) {
        return new Holding(
                meaning,
                "exists (select from guest g where g.ticket_id = " + OF_TICKET
                        + " and (strpos(t.subject, g.id::text) > 0 or strpos(t.subject, g.ticket_id::text)"
                        + " > 0 or exists (select from admission a where a.ticket_id = g.ticket_id and"
                        + " strpos(t.subject, a.id::text) > 0)))");
    }

    private static void putAdmissions(Map<String, Holding> tables) {
        tables.put("admission", new Holding("When and where your ticket was let in.", "t.ticket_id = " + OF_TICKET));
        tables.put(
                "admission_conflict",
                new Holding(
                        "When and where your ticket was let in again, by a lane that could not hear of the first time.",
                        "t.ticket_id = " + OF_TICKET));
        tables.put(
                "gate_order",
                new Holding(
                        "When a lane was told to open its gate because a steward let your ticket in.",
                        "t.admission_id in (select id from admission where ticket_id = " + OF_TICKET + ")"));
        tables.put(
                "party_ticket",
                new Holding(
                        "Which tickets come in with yours, or with whose yours does.",
                        "(t.ticket_id = " + OF_TICKET + " or t.lead_ticket_id = " + OF_TICKET + ")"));
        tables.put(
                "redemption",
                new Holding(
                        "When the organiser's ticket system was told that your ticket was let in, left, or was not"
                                + " used.",
                        "t.admission_id in (select id from admission where ticket_id = " + OF_TICKET + ")"));
        tables.put(
                "redemption_refusal",
                new Holding(
                        "When the organiser's ticket system was told that your ticket did not let you in.",
                        "t.referral_id in (select id from referral where ticket_id = " + OF_TICKET + ")"));
        tables.put(
                "referral",
                new Holding("When a lane asked a steward to help with your ticket.", "t.ticket_id = " + OF_TICKET));
    }

    /// Everything at this instant, in one consistent state of the database.
    public Held of(Given given, Instant now) {
        return database.read(tx -> {
            List<Part> parts = new ArrayList<>();
            for (Map.Entry<String, Holding> table : TABLES.entrySet()) {
                parts.add(new Part(
                        table.getKey(),
                        table.getValue().meaning(),
                        rows(tx, table.getKey(), table.getValue(), given.guest().value())));
            }
            return new Held(
                    now,
                    "Pictures are never stored, so there is none. The keys that open the template are not yours alone"
                            + " and are not part of this.",
                    parts);
        });
    }

    private static List<JsonNode> rows(Connection tx, String table, Holding holding, UUID guest) throws SQLException {
        int count =
                Math.toIntExact(holding.where().chars().filter(c -> c == '?').count());
        Object[] arguments = Collections.nCopies(count, guest).toArray();
        return Sql.list(
                tx,
                "select row_to_json(t)::text as row from " + table + " t where " + holding.where(),
                row -> JSON.readTree(row.getString("row")),
                arguments);
    }
}
