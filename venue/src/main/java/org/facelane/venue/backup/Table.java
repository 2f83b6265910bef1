package org.facelane.venue.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.facelane.venue.store.Sql;

/// A table that goes into backups, with the columns that are written: those that PostgreSQL does not compute.
record Table(String name, List<String> columns) {
    /// Those that are not taken along. The history of the schema is made again by migrating; and whoever was signed
    /// in or held a link when the backup was made must not be let in again by it.
    private static final Set<String> LEFT_OUT = Set.of("flyway_schema_history", "staff_session", "organiser_link");

    Table {
        columns = List.copyOf(columns);
    }

    /// Those of the database, each behind every one that it refers to.
    static List<Table> all(Connection tx) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        Sql.list(
                tx,
                """
                select c.relname as name, a.attname as column_name
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                  and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                order by c.relname, a.attnum
                """,
                row -> columns.computeIfAbsent(row.getString("name"), _ -> new ArrayList<>())
                        .add(row.getString("column_name")));
        columns.keySet().removeAll(LEFT_OUT);
        return order(tx, columns.keySet()).stream()
                .map(name -> new Table(name, columns.getOrDefault(name, List.of())))
                .toList();
    }

    private static List<String> order(Connection tx, Set<String> tables) throws SQLException {
        Map<String, Set<String>> before = tables.stream()
                .collect(Collectors.toMap(name -> name, _ -> new HashSet<String>(), (a, _) -> a, TreeMap::new));
        Sql.list(tx, """
            select c.relname as name, f.relname as other
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
            where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and c.oid <> f.oid
            """, row -> List.of(row.getString("name"), row.getString("other")))
                .forEach(pair ->
                        before.getOrDefault(pair.getFirst(), new HashSet<>()).add(pair.getLast()));
        List<String> ordered = new ArrayList<>();
        Set<String> left = new TreeSet<>(before.keySet());
        while (!left.isEmpty()) {
            List<String> next = left.stream()
                    .filter(name -> before.getOrDefault(name, Set.of()).stream().noneMatch(left::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
            ordered.addAll(next);
            next.forEach(left::remove);
        }
        return ordered;
    }

    /// `copy` with the table's columns; `direction` is `to stdout` or `from stdin`.
    String copy(String direction) {
        return "COPY " + quoted(name)
                + columns.stream().map(Table::quoted).collect(Collectors.joining(", ", " (", ") "))
                + direction;
    }

    /// Whether it holds nothing.
    boolean isEmpty(Connection tx) throws SQLException {
        return Sql.first(tx, "select not exists (select 1 from " + quoted(name) + ")", row -> row.getBoolean(1))
                .orElseThrow();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
