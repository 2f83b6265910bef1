package org.facelane.bench.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What happened, by fault. Every broken promise is kept in words.
final class Tally {
    private final Map<Fault, Row> rows = new EnumMap<>(Fault.class);
    private final List<String> broken = new ArrayList<>();

    private static final class Row {
        private int struck;
        private int guests;
        private int admitted;
        private int toSteward;
        private int erasedShown;
        private int broken;
    }

    void struck(Fault fault) {
        row(fault).struck++;
    }

    /// @param welcomed whether the screen said so; otherwise a steward was asked
    void passed(Fault fault, boolean welcomed) {
        Row row = row(fault);
        row.guests++;
        if (welcomed) {
            row.admitted++;
        } else {
            row.toSteward++;
        }
    }

    void erasedShown(Fault fault) {
        row(fault).erasedShown++;
    }

    void broke(Fault fault, String what) {
        row(fault).broken++;
        broken.add(fault + ": " + what);
        System.out.println("BROKEN " + fault + ": " + what);
    }

    boolean isBroken() {
        return !broken.isEmpty();
    }

    String markdown() {
        StringBuilder table = new StringBuilder("| while guests pass | times | guests | welcomed | to a steward |"
                + " erased guests shown | promises broken |\n|---|---|---|---|---|---|---|\n");
        rows.forEach((fault, row) -> table.append("| ")
                .append(String.join(
                        " | ",
                        List.of(
                                fault.what(),
                                "" + row.struck,
                                "" + row.guests,
                                "" + row.admitted,
                                "" + row.toSteward,
                                "" + row.erasedShown,
                                "" + row.broken)))
                .append(" |\n"));
        broken.forEach(line -> table.append("\n- ").append(line));
        return table.toString();
    }

    private Row row(Fault fault) {
        return rows.computeIfAbsent(fault, _ -> new Row());
    }
}
