package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.facelane.bench.faults.place.Fault;

/// What happened, by fault: a visit counts for each fault that was in force during it. Every broken promise is kept in
/// words. Safe for use by several threads.
final class Tally {
    private final Map<Fault, Row> rows = new EnumMap<>(Fault.class);
    private final Row calm = new Row();
    private final Row all = new Row();
    private final Map<String, Visit> visits = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> mistaken = new ArrayList<>();
    private int conflictCount;
    private String pretix = "";

    private static final class Row {
        private int struck;
        private int guests;
        private int welcomed;
        private int erasedShown;
        private int mistaken;
        private int broken;
    }

    synchronized void struck(Fault fault) {
        row(fault).struck++;
        all.struck++;
    }

    /// A guest has left for good.
    synchronized void left(Visit visit) {
        visits.put(visit.ticket(), visit);
        for (Row row : rows(visit.struck())) {
            row.guests++;
            row.erasedShown += visit.cameErased() ? 1 : 0;
            row.welcomed += visit.isWelcomed() ? 1 : 0;
        }
    }

    /// Every time that somebody stood before a lane, of those who have left.
    synchronized List<Stand> stands() {
        return visits.values().stream()
                .flatMap(visit -> visit.stands().stream())
                .toList();
    }

    /// How many second admissions were raised to a steward in the end.
    synchronized void conflicts(int count) {
        conflictCount = count;
    }

    /// @param struckCount how many of its calls were answered badly
    /// @param ordinaryCount how many guests have come in at its ordinary door
    synchronized void pretix(int struckCount, int ordinaryCount) {
        pretix =
                " Calls to pretix that were struck: %d. Guests who came in at its ordinary door, before our lane or after: %d."
                        .formatted(struckCount, ordinaryCount);
    }

    synchronized void broke(Visit visit, String what) {
        broke(visit.struck(), visit + ": " + what);
    }

    /// Somebody was taken for somebody else: no promise is broken by it, and it is kept with all that is known.
    synchronized void mistook(Reckoning.Mistaken one, String likeness) {
        Visit visit = requireNonNull(visits.get(one.stand().ticket()), "whoever stood there has left");
        rows(visit.struck()).forEach(row -> row.mistaken++);
        mistaken.add("%s %s%s at %s: taken for %s"
                .formatted(visit.struck(), visit, one.stand().erased() ? ", erased," : "", one.stand(), likeness));
        System.out.println("MISTAKEN " + mistaken.getLast());
    }

    synchronized void broke(Reckoning.Breach breach) {
        Visit visit = visits.get(breach.ticket());
        if (visit == null) {
            broke(EnumSet.noneOf(Fault.class), breach.ticket() + ": " + breach.what());
        } else {
            broke(visit, breach.what());
        }
    }

    synchronized boolean isBroken() {
        return !broken.isEmpty();
    }

    synchronized String markdown() {
        StringBuilder table = new StringBuilder("""
            | while guests pass | times | guests | welcomed | shown again, erased | taken for another guest | promises broken |
            |---|---|---|---|---|---|---|
            """);
        rows.forEach((fault, row) -> table.append(line(fault.what(), row)));
        table.append(line("nothing, for comparison", calm)).append(line("**together**", all));
        table.append("\nWho was not welcomed was sent to a steward. Admitted twice and raised to a steward: ")
                .append(conflictCount)
                .append(". What the screens said to erased guests: ")
                .append(saidToErased())
                .append('.')
                .append(pretix)
                .append('\n');
        if (!mistaken.isEmpty()) {
            table.append("\nTaken for another guest:\n\n");
            mistaken.forEach(what -> table.append("- ").append(what).append('\n'));
        }
        if (!broken.isEmpty()) {
            table.append("\nPromises broken:\n\n");
            broken.forEach(what -> table.append("- ").append(what).append('\n'));
        }
        return table.toString();
    }

    /// Most often first.
    private String saidToErased() {
        Map<String, Integer> counts = new TreeMap<>();
        stands().stream().filter(Stand::erased).forEach(stand -> counts.merge(stand.said(), 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(said -> "%s %d".formatted(said.getKey(), said.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void broke(Set<Fault> struck, String what) {
        rows(struck).forEach(row -> row.broken++);
        broken.add(struck + " " + what);
        System.out.println("BROKEN " + broken.getLast());
    }

    private static String line(String what, Row row) {
        return "| %s | %s | %d | %d | %d | %d | %d |%n"
                .formatted(
                        what,
                        row.struck == 0 ? "–" : row.struck,
                        row.guests,
                        row.welcomed,
                        row.erasedShown,
                        row.mistaken,
                        row.broken);
    }

    private Collection<Row> rows(Set<Fault> struck) {
        List<Row> those = new ArrayList<>(struck.stream().map(this::row).toList());
        if (struck.isEmpty()) {
            those.add(calm);
        }
        those.add(all);
        return those;
    }

    private Row row(Fault fault) {
        return rows.computeIfAbsent(fault, _ -> new Row());
    }
}
