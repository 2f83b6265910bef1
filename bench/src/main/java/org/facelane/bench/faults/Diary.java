package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happens in an evening, row by row, in the order of its happening. Safe for use by several threads.
final class Diary {
    private final Instant start;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Instant at, String lane, String camera, String screen, String gate, String office) {}

    Diary(Instant start) {
        this.start = requireNonNull(start, "start is null");
    }

    /// What a lane's camera sees from now on.
    void camera(String lane, String what) {
        add(new Row(Instant.now(), lane, what, "", "", ""));
    }

    /// What a lane's screen answers.
    void screen(String lane, String what) {
        add(new Row(Instant.now(), lane, "", what, "", ""));
    }

    void gate(Instant at, String lane, String what) {
        add(new Row(at, lane, "", "", what, ""));
    }

    /// What happens away from the lanes, or comes to be known there.
    void office(String what) {
        add(new Row(Instant.now(), "", "", "", "", what));
    }

    /// @param lane whose doing it is
    void office(String lane, String what) {
        add(new Row(Instant.now(), lane, "", "", "", what));
    }

    synchronized String markdown() {
        StringBuilder table = new StringBuilder("""
            | time | lane | the camera sees | the screen says | the gate | the server |
            |---|---|---|---|---|---|
            """);
        rows.stream().sorted(Comparator.comparing(Row::at)).forEach(row -> table.append(line(row)));
        return table.toString();
    }

    private synchronized void add(Row row) {
        rows.add(row);
        System.out.print(line(row));
    }

    private String line(Row row) {
        Duration at = Duration.between(start, row.at());
        return "| %d:%02d.%d | %s | %s | %s | %s | %s |%n"
                .formatted(
                        at.toMinutes(),
                        at.toSecondsPart(),
                        at.toMillisPart() / 100,
                        row.lane(),
                        row.camera(),
                        row.screen(),
                        row.gate(),
                        row.office());
    }
}
