package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Report.Section;

/// What a calibration is worth under other conditions: each tried on every data set.
final class DomainSection {
    private static final double[] SCORES = {20, 30, 40, 50, 60};

    private DomainSection() {}

    /// A data set's comparisons.
    record Domain(String name, NonMated nonMated, Bootstrap bootstrap) {
        Domain {
            requireNonNull(name, "name is null");
            requireNonNull(nonMated, "nonMated is null");
            requireNonNull(bootstrap, "bootstrap is null");
        }
    }

    /// @param calibrations by what they were fitted to
    static Section of(Map<String, Calibration> calibrations, List<Domain> domains) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words(
                "Strangers are more alike when light, camera and occasion are. So each data set's people are"
                        + " compared within the set only, and a calibration of one is tried on the others. A pack"
                        + " that is calibrated on several sets takes, at every similarity, the lowest score that"
                        + " any of them gives."));
        for (Domain domain : domains) {
            List<List<Cell>> rows = new ArrayList<>();
            calibrations.forEach((name, map) -> {
                for (double score : SCORES) {
                    row(name, map, score, domain).ifPresent(rows::add);
                }
            });
            parts.add(new Part.Table(
                    "within-" + domain.name(),
                    "Within " + domain.name(),
                    List.of(
                            new Column("fitted-to", "calibrated on"),
                            new Column("score", "score"),
                            new Column("promised", "FMR promised"),
                            new Column("realised", "FMR realised"),
                            new Column("times", "times the promise")),
                    rows));
        }
        return new Section("domains", "Under other conditions", parts);
    }

    private static Optional<List<Cell>> row(String name, Calibration map, double score, Domain domain) {
        double promised = Math.pow(10, -score / 10);
        double[] least = {map.similarity(score)};
        if (!domain.nonMated().resolves(promised)
                || least[0] < domain.nonMated().tailStart()) {
            return Optional.empty();
        }
        Rate rate = domain.nonMated().rates(least, domain.bootstrap()).getFirst();
        return Optional.of(List.of(
                Cell.text(name),
                Cell.number(score, 0),
                new Cell.Asked(promised),
                Cell.of(rate),
                Cell.number(rate.value() / promised, 2)));
    }
}
