package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.facelane.bench.faults.place.Gates;
import org.facelane.bench.faults.place.Place;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.trial.Waiting;

/// Writes into a diary what gates do, and what comes to stand in the database: it looks several times a second.
final class DiaryOfBooks implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    /// Lines in words, each once; the first column is the lane.
    private static final List<String> LINES = List.of("""
        select coalesce(l.name, ''), 'admission ' || left(a.id::text, 8) || ' of ' || t.code || ' by ' || lower(a.means)
            || case when l.name = 'East' then ', which its ledger calls ' || left(a.nonce::text, 8) else '' end
        from admission a join ticket t on t.id = a.ticket_id left join lane l on l.id = a.lane_id
        order by a.admitted_at\
        """, """
        select coalesce(l.name, ''), '**conflict**: ' || t.code || ' was let in here as well'
        from admission_conflict c join ticket t on t.id = c.ticket_id left join lane l on l.id = c.lane_id\
        """, """
        select l.name, 'a steward is asked: ' || lower(replace(r.reason, '_', ' '))
            || coalesce(', ' || t.code, '')
        from referral r join lane l on l.id = r.lane_id left join ticket t on t.id = r.ticket_id order by r.at\
        """, """
        select l.name, 'the agent''s ledger is taken in up to line ' || a.ledger_number
        from agent a join lane l on l.id = a.lane_id where a.ledger_number > 0\
        """);

    private final Place place;
    private final Diary diary;
    private final Set<String> known = new HashSet<>();
    private final Thread watcher;
    private int openingCount;
    private volatile boolean closed;

    DiaryOfBooks(Place place, Diary diary) {
        this.place = requireNonNull(place, "place is null");
        this.diary = requireNonNull(diary, "diary is null");
        watcher = Thread.ofVirtual().name("diary").start(this::watch);
    }

    /// Everything that has happened until now is written down.
    void lastLook() {
        look();
    }

    @Override
    public void close() {
        closed = true;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!closed) {
            look();
            Waiting.pause(BETWEEN_LOOKS);
        }
    }

    private synchronized void look() {
        List<Gates.Opening> openings = place.gates().openings();
        for (Gates.Opening opening : openings.subList(openingCount, openings.size())) {
            String name = opening.gate().substring(0, 1).toUpperCase(Locale.ROOT)
                    + opening.gate().substring(1);
            diary.gate(
                    opening.at(),
                    name,
                    "opens for " + opening.admission().toString().substring(0, 8));
        }
        openingCount = openings.size();
        DatabaseAddress address = place.books();
        try (Connection database = DriverManager.getConnection(address.url(), address.name(), address.password())) {
            for (String lines : LINES) {
                write(database, lines);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
    }

    private void write(Connection database, String lines) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(lines);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String lane = rows.getString(1);
                String line = rows.getString(2);
                if (known.add(lane + line)) {
                    diary.office(lane, line);
                }
            }
        }
    }
}
