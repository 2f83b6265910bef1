package org.facelane.face.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.LabelErrors.Relatives;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.rate.Verification;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Report.Section;

/// Twins and relatives that the list of label errors names: not an error, but the hardest honest comparison.
final class RelativesSection {
    private RelativesSection() {}

    /// @return empty if no pair has pictures of both
    static Optional<Section> of(SampleSet everybody, LabelErrors errors, Verification all, Terms terms) {
        Map<String, List<Sample>> people = everybody.byPerson();
        List<List<Cell>> rows = new ArrayList<>();
        for (Relatives pair : errors.relatives()) {
            List<Double> similarities = new ArrayList<>();
            for (Sample first : people.getOrDefault(pair.first(), List.of())) {
                for (Sample second : people.getOrDefault(pair.second(), List.of())) {
                    similarities.add(first.similarity(second));
                }
            }
            if (!similarities.isEmpty()) {
                rows.add(row(rows.size() + 1, similarities, all, terms.calibration()));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(section(rows));
    }

    private static Section section(List<List<Cell>> rows) {
        return new Section(
                "relatives",
                "Twins and relatives",
                List.of(
                        new Part.Words(
                                "Pairs named in the list of label errors of which both people have pictures. They are"
                                    + " left out of every figure above: of two relatives only the first is compared"
                                    + " there. A lane protects them by the margin between the first candidate and the"
                                    + " second."),
                        new Part.Table(
                                "pairs",
                                "Each pair, without names",
                                List.of(
                                        new Column("pair", "pair"),
                                        new Column("comparisons", "comparisons"),
                                        new Column("highest", "highest similarity"),
                                        new Column("score", "its score"),
                                        new Column("strangers", "as high among strangers here")),
                                rows)));
    }

    private static List<Cell> row(
            int number, List<Double> similarities, Verification all, Optional<Calibration> calibration) {
        double highest = similarities.stream()
                .mapToDouble(similarity -> similarity)
                .max()
                .orElseThrow();
        long reaching = all.nonMated().reaching(highest);
        return List.of(
                Cell.count(number),
                Cell.count(similarities.size()),
                Cell.number(highest, 3),
                calibration
                        .map(map -> Cell.number(map.score(highest).value(), 0))
                        .orElse(new Cell.Unknown("not calibrated")),
                new Cell.Text(
                        reaching == 0
                                ? "none"
                                : "1 in " + Math.round((double) all.nonMated().total() / reaching)));
    }
}
