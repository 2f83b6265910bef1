package org.facelane.face.evaluate.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.report.Axis;
import org.facelane.face.evaluate.report.Axis.Scale;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Fact;
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;

/// Tables and curves of what passes attack detection and whom it stops.
///
/// @param replicates of each bootstrap
/// @param seed of its draws
public record AttackParts(int replicates, long seed) {
    private static final double DEFAULT = 0;
    private static final double[] BPCERS = {0.01, 0.03, 0.1};
    private static final Cell NONE = new Cell.Unknown("–");

    /// @param key names the parts in JSON
    /// @param species of attacks, and the living people who came with them
    /// @param others living people from elsewhere
    public List<Part> of(String key, String title, List<Trials> species, List<Trials> others) {
        if (species.isEmpty()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        List<Trials> everybody = new ArrayList<>(species);
        everybody.addAll(others);
        parts.add(atDefault(key, title, everybody));
        Optional<Trials> bonaFide = species.stream()
                .filter(Trials::bonaFide)
                .filter(trials -> trials.answered() > 0)
                .findFirst();
        bonaFide.ifPresent(living -> {
            parts.add(atBpcer(key, living, everybody));
            parts.add(det(key, living, species));
        });
        return parts;
    }

    /// How many living people are stopped.
    public Part.Facts stopped(List<Trials> asPictures, List<Trials> asTracks) {
        List<Fact> facts = new ArrayList<>();
        asPictures.forEach(living -> facts.add(new Fact(
                "bpcer-pictures-" + plain(living.name()),
                living.name() + " stopped by one picture",
                rate(living, DEFAULT))));
        asTracks.forEach(living -> facts.add(new Fact(
                "bpcer-still-" + plain(living.name()),
                living.name() + " stopped standing still at a lane",
                rate(living, DEFAULT))));
        return new Part.Facts("stopped", facts);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private Part.Table atDefault(String key, String title, List<Trials> species) {
        return new Part.Table(
                key,
                title,
                List.of(
                        new Column("species", "species"),
                        new Column("presentations", "presentations"),
                        new Column("no-response", "without an answer"),
                        new Column("apcer", "APCER"),
                        new Column("bpcer", "BPCER")),
                species.stream()
                        .map(one -> List.of(
                                Cell.text(one.name()),
                                Cell.count(one.trials().size()),
                                Cell.count(one.trials().size() - one.answered()),
                                one.bonaFide() ? NONE : rate(one, DEFAULT),
                                one.bonaFide() ? rate(one, DEFAULT) : NONE))
                        .toList());
    }

    /// What other thresholds would do, each the least that stops no more than a share of the set's living people.
    private Part.Table atBpcer(String key, Trials living, List<Trials> species) {
        List<Column> columns = new ArrayList<>(List.of(new Column("species", "species")));
        List<Double> thresholds = new ArrayList<>();
        for (double bpcer : BPCERS) {
            int count = (int) (bpcer * living.answered());
            thresholds.add(living.threshold(count));
            columns.add(new Column(
                    String.format(Locale.ROOT, "at-%.2f", bpcer),
                    String.format(
                            Locale.ROOT, "%s, threshold %+.2f", Cell.asked(bpcer), living.threshold(count) - DEFAULT)));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Trials one : species) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(one.name() + (one.bonaFide() ? ": BPCER" : ""))));
            thresholds.forEach(threshold -> row.add(rate(one, threshold)));
            rows.add(row);
        }
        return new Part.Table(
                key + "-at-bpcer",
                "APCER where that share of the set's living people is stopped; thresholds in log odds from the default",
                columns,
                rows);
    }

    private static Part.Plot det(String key, Trials living, List<Trials> species) {
        int n = living.answered();
        double least = Math.min(0.1, Math.pow(10, Math.floor(Math.log10(1.0 / n))));
        List<Integer> counts = IntStream.rangeClosed(0, 40)
                .map(step -> (int) Math.round(Math.pow(n, step / 40.0)))
                .filter(count -> count < n)
                .distinct()
                .boxed()
                .toList();
        List<Curve> curves = new ArrayList<>();
        for (Trials one : species) {
            if (!one.bonaFide() && one.answered() > 0) {
                curves.add(new Curve(
                        one.name(),
                        Style.LINE,
                        counts.stream()
                                .map(count -> Place.of((double) count / n, one.share(living.threshold(count))))
                                .toList()));
            }
        }
        double used = living.share(DEFAULT);
        if (used >= least) {
            curves.add(new Curve("the default", Style.GUIDE, List.of(Place.of(used, 0), Place.of(used, 1))));
        }
        return new Part.Plot(
                key + "-det",
                "Attacks that pass against living people who are stopped, at every threshold",
                new Axis("BPCER, bona fide presentations of the set", Scale.LOGARITHMIC, least, 1),
                new Axis("APCER", Scale.PERCENT, 0, 1),
                curves);
    }

    private Cell rate(Trials trials, double threshold) {
        return trials.answered() == 0
                ? new Cell.Unknown("no answers")
                : Cell.of(trials.error(threshold, replicates, seed));
    }
}
