package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.facelane.bench.faults.place.Gates;
import org.facelane.venue.store.DatabaseAddress;

/// Compares what the database says with what was seen at the doors.
///
/// A lane that was cut off has opened its gate under a name of its own for the admission; when it is merged the server
/// keeps that name beside its own, and beside a conflict if the ticket was admitted elsewhere meanwhile.
final class Books {
    private final DatabaseAddress address;

    Books(DatabaseAddress address) {
        this.address = address;
    }

    /// A promise that is broken.
    ///
    /// @param ticket whose code, empty if that is not known
    record Breach(String ticket, String what) {
        Breach {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(what, "what is null");
        }
    }

    /// What the database knows of one time that somebody was let in.
    ///
    /// @param ticket its code
    /// @param conflict whether it came to be known as a second admission, which a steward is asked about
    private record Let(UUID id, String ticket, boolean conflict) {}

    /// Promises that are broken; empty if all is well.
    ///
    /// @param openings of all gates
    /// @param welcomes how often each ticket's guest was welcomed by a screen
    List<Breach> breaches(List<Gates.Opening> openings, Map<String, Integer> welcomes) {
        Map<UUID, Let> names = new HashMap<>();
        List<Let> lets = lets(names);
        List<Breach> breaches = new ArrayList<>();
        count(lets, let -> !let.conflict()).forEach((ticket, times) -> {
            if (times > 1) {
                breaches.add(new Breach(ticket, "it was admitted " + times + " times, and nobody was told"));
            }
        });
        Map<String, Long> known = count(lets, _ -> true);
        welcomes.forEach((ticket, times) -> {
            long written = known.getOrDefault(ticket, 0L);
            if (written == 0) {
                breaches.add(new Breach(ticket, "its guest was welcomed, and the admission is lost"));
            } else if (written < times) {
                breaches.add(
                        new Breach(ticket, "its guest was welcomed " + times + " times, and no conflict was raised"));
            }
        });
        breaches.addAll(atGates(openings, names));
        return breaches;
    }

    private static List<Breach> atGates(List<Gates.Opening> openings, Map<UUID, Let> names) {
        List<Breach> breaches = new ArrayList<>();
        Map<Let, Integer> opened = new HashMap<>();
        for (Gates.Opening opening : openings) {
            Let let = names.get(opening.admission());
            if (let == null) {
                breaches.add(new Breach("", "a gate was opened for " + opening.admission() + ", which is lost"));
            } else {
                opened.merge(let, 1, Integer::sum);
            }
        }
        opened.forEach((let, times) -> {
            if (times > 1) {
                breaches.add(new Breach(let.ticket(), "a gate was opened " + times + " times for one admission"));
            }
        });
        return breaches;
    }

    private static Map<String, Long> count(List<Let> lets, Predicate<Let> those) {
        return lets.stream().filter(those).collect(Collectors.groupingBy(Let::ticket, Collectors.counting()));
    }

    /// How many admissions were raised as conflicts so far.
    int conflictCount() {
        return (int) lets(new HashMap<>()).stream().filter(Let::conflict).count();
    }

    /// @param names filled with every name that somebody's admission goes by
    private List<Let> lets(Map<UUID, Let> names) {
        List<Let> lets = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(address.url(), address.name(), address.password());
                PreparedStatement statement = database.prepareStatement("""
                    select a.id, a.nonce, t.code, false from admission a join ticket t on t.id = a.ticket_id
                    where a.annulled_at is null
                    union all
                    select c.nonce, c.nonce, t.code, true from admission_conflict c join ticket t on t.id = c.ticket_id\
                    """);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Let let = new Let(rows.getObject(1, UUID.class), rows.getString(3), rows.getBoolean(4));
                lets.add(let);
                names.put(let.id(), let);
                names.put(rows.getObject(2, UUID.class), let);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
        return lets;
    }
}
