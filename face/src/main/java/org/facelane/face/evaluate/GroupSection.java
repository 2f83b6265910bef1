package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.Mated;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.Pairs;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.rate.Verification;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Report.Section;

/// Differences between groups (ISO/IEC 19795-10), only by a column of the data, with one threshold for all.
final class GroupSection {
    private static final double[] FMRS = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    /// False matches that the smallest group must be expected to have, for its rate to say anything.
    private static final double EXPECTED_MIN = 10;

    private final Terms terms;
    private final Map<String, List<Sample>> groups = new TreeMap<>();
    private final Verification all;

    GroupSection(SampleSet set, Verification all, Terms terms) {
        this.terms = requireNonNull(terms, "terms is null");
        this.all = requireNonNull(all, "all is null");
        for (Sample sample : set.samples()) {
            sample.group()
                    .ifPresent(group -> groups.computeIfAbsent(group, name -> new ArrayList<>())
                            .add(sample));
        }
        groups.values().removeIf(samples -> people(samples) < 2);
    }

    /// Whether the data have two groups or more.
    boolean exists() {
        return groups.size() > 1;
    }

    Section section() {
        Map<String, NonMated> within = new TreeMap<>();
        groups.forEach((name, samples) -> within.put(name, NonMated.among(Pairs.among(samples))));
        Verification.Point point = point(within);
        double least = Math.nextUp((float) point.limit());
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words(String.format(
                Locale.ROOT,
                "Groups are those of the data set's own column; Facelane infers none. One threshold for all: FMR %s"
                    + " over everybody, the smallest at which %.0f false matches can be expected within each group.",
                Cell.asked(point.fmr()),
                EXPECTED_MIN)));
        parts.add(new Part.Table(
                "groups",
                "Each group by itself",
                List.of(
                        new Column("group", "group"),
                        new Column("people", "people"),
                        new Column("fmr", "FMR within"),
                        new Column("fnmr", "FNMR")),
                groups.entrySet().stream()
                        .map(group -> row(
                                group.getKey(), group.getValue(), requireNonNull(within.get(group.getKey())), least))
                        .toList()));
        parts.add(new Part.Table(
                "across-groups",
                "Between people of two groups",
                List.of(new Column("first", "group"), new Column("second", "group"), new Column("fmr", "FMR across")),
                across(least)));
        return new Section("groups", "Groups", parts);
    }

    private Verification.Point point(Map<String, NonMated> within) {
        long smallest =
                within.values().stream().mapToLong(NonMated::total).min().orElseThrow();
        List<Verification.Point> points = all.at(FMRS);
        return points.stream()
                .filter(point -> smallest * point.fmr() >= EXPECTED_MIN)
                .reduce((first, second) -> second)
                .orElse(points.getFirst());
    }

    private List<Cell> row(String name, List<Sample> samples, NonMated nonMated, double least) {
        Map<String, Integer> people = Pairs.numbered(samples);
        Bootstrap bootstrap = terms.bootstrap(people);
        Mated mated = Mated.among(samples, people);
        Rate fnmr = new Verification(mated, nonMated, bootstrap)
                .fnmr(new double[] {least})
                .getFirst();
        return List.of(
                Cell.text(name),
                Cell.count(people.size()),
                fmr(nonMated, least, bootstrap),
                mated.total() == 0 ? new Cell.Unknown("no mated pairs") : Cell.of(fnmr));
    }

    private List<List<Cell>> across(double least) {
        List<List<Cell>> rows = new ArrayList<>();
        List<String> names = List.copyOf(groups.keySet());
        for (int i = 0; i < names.size(); i++) {
            for (int k = i + 1; k < names.size(); k++) {
                Pairs pairs = Pairs.between(
                        requireNonNull(groups.get(names.get(i))), requireNonNull(groups.get(names.get(k))));
                rows.add(List.of(
                        Cell.text(names.get(i)),
                        Cell.text(names.get(k)),
                        fmr(NonMated.among(pairs), least, terms.bootstrap(pairs.people()))));
            }
        }
        return rows;
    }

    private static Cell fmr(NonMated nonMated, double least, Bootstrap bootstrap) {
        return least < nonMated.tailStart()
                ? new Cell.Unknown("threshold too low to resolve")
                : Cell.of(nonMated.rates(new double[] {least}, bootstrap).getFirst());
    }

    private static long people(List<Sample> samples) {
        return samples.stream().map(Sample::person).distinct().count();
    }
}
